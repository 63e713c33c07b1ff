import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import { examplePatient } from '#shared/domain/patient/patient.fixture.ts'
import { renderScreen, testWorkplace } from '../../../app/testing/render-screen.tsx'
import { useInboxChoice } from '../../inbox/index.ts'
import { MergeLine } from './merge-line.tsx'
import { OpenConflicts } from './open-conflicts.tsx'

afterEach(cleanup)

const side = (name: string, day: string) => ({
  author: { id: `practitioner:${name}`, name },
  updatedAt: `${day}T08:00:00.000Z-0000-${name}`,
})
const merged = (day: string) =>
  examplePatient({
    merges: [
      {
        local: side('demo-doctor', '2026-11-21'),
        server: side('Zhuk', day),
        fields: [
          { path: 'address.street', from: 'local' },
          { path: 'contacts.contact:2', from: 'server' },
        ],
      },
    ],
  })

test('a card says from whose edit it was joined, and what came from there', async () => {
  const patient = merged('2026-11-20')
  renderScreen(() => <MergeLine document={patient} />, testWorkplace([patient]))
  expect(await screen.findByText('Объединено с правкой: Zhuk, 20.11.2026, 11:00 (Контакты)')).toBeTruthy()
})

test('after a month it says no more of it', () => {
  const patient = merged('2026-10-01')
  renderScreen(() => <MergeLine document={patient} />, testWorkplace([patient]))
  expect(screen.queryByText(/Объединено/)).toBeNull()
})

test('a card with an open conflict names the fields and leads to it', async () => {
  const patient = examplePatient()
  const { id: _id, ...envelope } = patient
  const item = {
    ...envelope,
    id: 'inbox:c1',
    type: 'inbox',
    kind: 'conflict',
    status: 'open',
    documentId: patient.id,
    documentType: 'patient',
    patientId: patient.id,
    fields: [{ path: 'birthDate', local: '1960-05-01', server: '1960-05-02' }],
    occurredAt: '2026-11-22T08:00:00Z',
  } as unknown as InboxItem
  const { router } = renderScreen(
    () => <OpenConflicts patientId={patient.id} />,
    testWorkplace([patient, item]),
  )
  expect(await screen.findByText('Две правки не сведены: Дата рождения')).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Разобрать' }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/inbox'))
  expect(useInboxChoice.getState().chosenId).toBe('inbox:c1')
})
