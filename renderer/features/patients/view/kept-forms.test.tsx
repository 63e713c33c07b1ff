import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test } from 'vitest'
import { examplePatient } from '#shared/domain/patient/patient.fixture.ts'
import { renderScreen, testWorkplace } from '../../../app/testing/render-screen.tsx'
import { dropToasts } from '../../../ui/toast-store.ts'
import { hasUnsavedWork, keepUnsavedWork } from '../../../ui/unsaved-work.ts'
import { KeptForms } from '../../kept-forms/index.ts'
import { setRegistrationQuery } from '../model/registration-query.ts'
import { PatientEditPage } from './patient-edit-page.tsx'

afterEach(() => {
  cleanup()
  dropToasts()
})

const patient = examplePatient()
type Memory = ReturnType<typeof testWorkplace>
const openForm = (memory: Memory) => {
  const at = `/patients/${patient.id}/edit`
  renderScreen(PatientEditPage, { ...memory, path: '/patients/$patientId/edit', at })
  return screen.findByLabelText('Улица')
}

/** Somebody types a street and is called away; the screen goes to a colleague. */
async function callAway(memory: Memory) {
  const street = await openForm(memory)
  await userEvent.clear(street)
  await userEvent.type(street, 'ул. Садовая')
  expect(await keepUnsavedWork()).toBe(true)
  expect(hasUnsavedWork()).toBe(false)
  cleanup()
}

describe('the form of a new card whose owner was called away', () => {
  const open = (memory: Memory, at: string) =>
    renderScreen(PatientEditPage, { ...memory, path: '/patients/new', at })
  const family = async () => (await screen.findAllByLabelText(/^Фамилия/))[0]!

  test('is not taken for the form of the next person who is registered', async () => {
    const memory = testWorkplace([])
    open(memory, '/patients/new')
    await userEvent.type(await family(), 'Первова')
    expect(await keepUnsavedWork()).toBe(true)
    cleanup()
    setRegistrationQuery('Вторушина')
    open(memory, '/patients/new')
    expect(await screen.findByText(/Не сохранено: новая карта, Первова/)).toBeTruthy()
    expect(screen.queryAllByLabelText(/^Фамилия/)).toEqual([])
    await userEvent.click(screen.getByRole('button', { name: 'Продолжить' }))
    expect(await family()).toHaveProperty('value', 'Первова')
    cleanup()
    // From the list it is asked for by name.
    open(memory, '/patients/new#kept')
    expect(await family()).toHaveProperty('value', 'Первова')
    cleanup()
    setRegistrationQuery('Вторушина')
    open(memory, '/patients/new')
    await userEvent.click(await screen.findByRole('button', { name: 'Отбросить' }))
    expect(await family()).toHaveProperty('value', 'Вторушина')
    expect(memory.workplace.data.formDrafts.get('patient-form/new')).toBeUndefined()
  })
})

describe('the form of a card whose owner was called away', () => {
  test('is named in the list, opens with what was typed, and is forgotten when it is saved', async () => {
    const memory = testWorkplace([patient])
    await callAway(memory)
    renderScreen(KeptForms, memory)
    expect(await screen.findByText(/Не сохранено: изменения в карте, Примерова Анна Ивановна/)).toBeTruthy()
    cleanup()
    expect(await openForm(memory)).toHaveProperty('value', 'ул. Садовая')
    expect(hasUnsavedWork()).toBe(false)
    // Meanwhile a colleague has written a note: both stay.
    await memory.workplace.data.saveAll([{ ...patient, note: 'слышит плохо' }], [patient])
    await userEvent.click(screen.getByRole('button', { name: /Сохранить/ }))
    await waitFor(async () => {
      const saved = await memory.workplace.data.patients.get(patient.id)
      expect([saved?.address?.street, saved?.note]).toEqual(['ул. Садовая', 'слышит плохо'])
    })
    expect(memory.workplace.data.formDrafts.get(`patient-form/${patient.id}`)).toBeUndefined()
  })

  test('lies on the disk a moment after a key was pressed, without a word from its owner', async () => {
    const memory = testWorkplace([patient])
    await userEvent.type(await openForm(memory), 'ул. Озёрная')
    await waitFor(
      () =>
        expect(memory.workplace.data.formDrafts.get(`patient-form/${patient.id}`)?.content).toMatchObject({
          form: { address: { street: 'ул. Озёрная' } },
        }),
      { timeout: 5000 },
    )
  })

  test('is discarded with a way back, and begins as the card is', async () => {
    const memory = testWorkplace([patient])
    await callAway(memory)
    await openForm(memory)
    expect(screen.getByText(/Восстановлено то, что вы ввели 22\.11\.2026/)).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Отбросить' }))
    await waitFor(() =>
      expect(screen.getByLabelText('Улица')).toHaveProperty('value', patient.address?.street ?? ''),
    )
    expect(memory.workplace.data.formDrafts.get(`patient-form/${patient.id}`)).toBeUndefined()
    await userEvent.click(await screen.findByRole('button', { name: 'Отменить' }))
    await waitFor(() => expect(screen.getByLabelText('Улица')).toHaveProperty('value', 'ул. Садовая'))
    expect(memory.workplace.data.formDrafts.get(`patient-form/${patient.id}`)).toBeDefined()
  })

  test('what is typed and taken back again leaves nothing behind', async () => {
    const memory = testWorkplace([patient])
    const street = await openForm(memory)
    await userEvent.type(street, 'x')
    expect(await keepUnsavedWork()).toBe(true)
    expect(memory.workplace.data.formDrafts.placesIn('')).toHaveLength(1)
    await userEvent.type(street, '{Backspace}')
    expect(await keepUnsavedWork()).toBe(true)
    expect(memory.workplace.data.formDrafts.placesIn('')).toEqual([])
  })
})
