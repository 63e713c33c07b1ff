import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { testContext } from '#shared/domain/common/test-context.ts'
import { addCondition } from '#shared/domain/condition/condition.commands.ts'
import { examplePatient } from '#shared/domain/patient/patient.fixture.ts'
import { renderScreen, testWorkplace } from '../../../app/testing/render-screen.tsx'
import { ProblemList } from './problem-list.tsx'

afterEach(cleanup)

// The classifiers are looked for in the store, which never answers here.
vi.stubGlobal('indexedDB', { open: () => ({}) })

test('a card that is opened for one of its problems shows the form of that one, and once', async () => {
  const patient = examplePatient()
  const coding = { system: 'mkb-10', code: 'I10', display: 'Гипертензия' }
  const added = addCondition(patient.id, { coding, note: 'с отказом' }, [], testContext())
  const conditions = added.ok ? [added.value] : []
  const { workplace } = testWorkplace([patient, ...conditions])
  const { router } = renderScreen(
    () => <ProblemList patientId={patient.id} conditions={conditions} visits={[]} />,
    { workplace, path: '/patients/$patientId', at: `/patients/${patient.id}?condition=${conditions[0]?.id}` },
  )
  expect(await screen.findByDisplayValue('с отказом')).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Отмена' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(router.state.location.search).toEqual({})
  expect(router.state.location.pathname).toContain('/patients/')
})
