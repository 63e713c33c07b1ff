import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { examplePatient } from '#shared/domain/patient/patient.fixture.ts'
import { renderScreen, testWorkplace } from '../../../app/testing/render-screen.tsx'
import { useListState } from '../model/list-state.ts'
import { PatientListPage } from './patient-list-page.tsx'

const people = [
  examplePatient({ id: 'patient:a', name: { family: 'Ковалёва', given: 'Анна' } }),
  examplePatient({ id: 'patient:b', name: { family: 'Новик', given: 'Пётр' }, birthDate: '1990-01-02' }),
]
beforeEach(() => {
  useListState.setState({ query: '', stationId: '', settlement: '', activeId: undefined })
})
afterEach(cleanup)

test('what is typed in the wrong layout finds the patient and says how it was read', async () => {
  renderScreen(PatientListPage, testWorkplace(people))
  await userEvent.type(await screen.findByRole('combobox', { name: 'Поиск пациента' }), 'Rjdfktdf')
  await waitFor(() => expect(screen.getByText(/прочитано в другой раскладке/)).toBeTruthy())
  expect(screen.getByRole('status').textContent).toContain('Найден 1 пациент')
})

test('nobody found: says what was looked for and offers to register', async () => {
  renderScreen(PatientListPage, testWorkplace(people))
  const field = await screen.findByRole('combobox', { name: 'Поиск пациента' })
  fireEvent.change(field, { target: { value: 'Жжжуков 1911' } })
  expect(await screen.findByText('По запросу «Жжжуков 1911» никого нет')).toBeTruthy()
})

test('an empty clinic says what to do first', async () => {
  renderScreen(PatientListPage, testWorkplace())
  expect(await screen.findByText('Пациентов пока нет')).toBeTruthy()
})

test('an empty list during the first sync asks to wait, not to register', async () => {
  renderScreen(PatientListPage, testWorkplace([], { status: { phase: 'first-sync' } }))
  expect(await screen.findByText('Карты клиники загружаются')).toBeTruthy()
  expect(screen.queryByText('Пациентов пока нет')).toBeNull()
})
