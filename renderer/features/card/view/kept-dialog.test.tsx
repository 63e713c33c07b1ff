import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { examplePatient } from '#shared/domain/patient/patient.fixture.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { renderScreen, testWorkplace } from '../../../app/testing/render-screen.tsx'
import { useToasts } from '../../../ui/toast-store.ts'
import { keepUnsavedWork } from '../../../ui/unsaved-work.ts'
import { KeptForms } from '../../kept-forms/index.ts'
import { AllergyBanner } from './allergy-banner.tsx'

afterEach(() => {
  cleanup()
  useToasts.setState({ queue: [] })
})

const { allergies: _, noKnownAllergiesAt: __, ...rest } = examplePatient()
const patient: Patient = rest
const place = `allergy/${patient.id}/new`

function show(memory: ReturnType<typeof testWorkplace>) {
  const at = `/patients/${patient.id}`
  renderScreen(() => <AllergyBanner patient={patient} />, { ...memory, path: '/patients/$patientId', at })
}
const substance = () => screen.findByLabelText('На что аллергия')

/** Somebody types into the dialog. */
async function type(memory: ReturnType<typeof testWorkplace>, text: string) {
  show(memory)
  await userEvent.click(await screen.findByRole('button', { name: 'Добавить аллергию' }))
  await userEvent.type(await substance(), text)
}

test('a dialog that its owner had to leave is named in the list, and stands open with its text on its page', async () => {
  const memory = testWorkplace([patient])
  await type(memory, 'пенициллин')
  expect(await keepUnsavedWork()).toBe(true)
  cleanup()
  renderScreen(KeptForms, memory)
  expect(await screen.findByText(/Не сохранено: аллергия, Примерова Анна Ивановна/)).toBeTruthy()
  cleanup()
  show(memory)
  expect(await substance()).toHaveProperty('value', 'пенициллин')
  expect(screen.getByText(/Восстановлено то, что вы ввели/)).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Сохранить' }))
  await waitFor(async () =>
    expect((await memory.workplace.data.patients.get(patient.id))?.allergies?.[0]?.substance.text).toBe(
      'пенициллин',
    ),
  )
  await waitFor(() => expect(memory.workplace.data.formDrafts.get(place)).toBeUndefined())
})

test('a dialog that is closed forgets what was typed, and brings it back when that is taken back', async () => {
  const memory = testWorkplace([patient])
  await type(memory, 'анальгин')
  await userEvent.click(screen.getByRole('button', { name: 'Отмена' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(memory.workplace.data.formDrafts.get(place)).toBeUndefined()
  await userEvent.click(await screen.findByRole('button', { name: 'Отменить' }))
  expect(await substance()).toHaveProperty('value', 'анальгин')
  expect(memory.workplace.data.formDrafts.get(place)).toBeDefined()
})

test('a dialog in which nothing was typed closes without a word', async () => {
  const memory = testWorkplace([patient])
  show(memory)
  await userEvent.click(await screen.findByRole('button', { name: 'Добавить аллергию' }))
  await substance()
  await userEvent.click(screen.getByRole('button', { name: 'Отмена' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(screen.queryByText('Введённое отброшено')).toBeNull()
})
