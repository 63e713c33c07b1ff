import { act, cleanup, screen, within } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { examplePatient } from '#shared/domain/patient/patient.fixture.ts'
import { renderScreen, testWorkplace } from '../../../app/testing/render-screen.tsx'
import { StatisticsPage } from './statistics-page.tsx'

afterEach(cleanup)

test('counts people, and records again when the sync has brought more', async () => {
  // As the server gives a statistician a patient: no name, the year alone.
  const { name: _, ...nameless } = examplePatient({ birthDate: '1951' })
  const memory = testWorkplace([nameless as never])
  let visits = new Map<string, number>()
  memory.workplace.data.visits.countByPatient = async () => visits
  renderScreen(StatisticsPage, memory)
  const table = await screen.findByRole('table')
  expect(within(table).getByText('75 и старше').closest('tr')?.textContent).toContain('1')
  visits = new Map([['patient:example', 7]])
  act(() => memory.status.set({ ...memory.status.value, phase: 'syncing' }))
  expect(await screen.findByText('7')).toBeTruthy()
})
