import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { testContext } from '#shared/domain/common/test-context.ts'
import { examplePatient } from '#shared/domain/patient/patient.fixture.ts'
import type { Allergy, Patient } from '#shared/domain/patient/patient.schema.ts'
import { AppError } from '#shared/errors/app-error.ts'
import { renderScreen, testWorkplace } from '../../../app/testing/render-screen.tsx'
import { dropToasts } from '../../../ui/toast-store.ts'
import { keepUnsavedWork } from '../../../ui/unsaved-work.ts'
import { KeptForms } from '../../kept-forms/index.ts'
import { AllergyBanner } from './allergy-banner.tsx'

afterEach(() => {
  cleanup()
  dropToasts()
})

const { allergies: _, noKnownAllergiesAt: __, ...rest } = examplePatient()
const without: Patient = rest
const patient = without
const place = `allergy/${patient.id}/new`

function show(memory: ReturnType<typeof testWorkplace>, patient: Patient = without) {
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

const allergy: Allergy = {
  id: 'allergy1',
  substance: { text: 'пенициллин' },
  category: 'medication',
  criticality: 'low',
  clinicalStatus: 'active',
  recordedAt: '2026-11-01T08:00:00.000Z',
  recordedBy: testContext().author,
}
const having = (allergies: Allergy[]): Patient => ({ ...without, allergies })

test('a dialog that stands open again writes over nothing that a colleague changed meanwhile', async () => {
  const memory = testWorkplace([having([allergy])])
  show(memory, having([allergy]))
  await userEvent.click(await screen.findByRole('button', { name: /пенициллин/ }))
  await userEvent.type(await screen.findByLabelText(/Реакция/), 'сыпь')
  expect(await keepUnsavedWork()).toBe(true)
  cleanup()
  const now = having([{ ...allergy, criticality: 'high' }])
  await memory.workplace.data.saveAll([now], [having([allergy])])
  show(memory, now)
  expect(await screen.findByLabelText(/Реакция/)).toHaveProperty('value', 'сыпь')
  await userEvent.click(screen.getByRole('button', { name: 'Сохранить' }))
  await waitFor(async () =>
    expect((await memory.workplace.data.patients.get(patient.id))?.allergies?.[0]).toMatchObject({
      criticality: 'high',
      reaction: 'сыпь',
    }),
  )
})

test('what changed an entry that is gone opens no dialog of a new one, and stays in the list', async () => {
  const memory = testWorkplace([without])
  const gone = { place: `allergy/${patient.id}/gone`, savedAtMs: 0, content: { reaction: 'сыпь' } }
  await memory.workplace.data.formDrafts.save(gone)
  show(memory)
  await screen.findByRole('button', { name: 'Добавить аллергию' })
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(memory.workplace.data.formDrafts.get(gone.place)).toEqual(gone)
})

test('what is saved is not saved twice because the disk refuses to forget the form', async () => {
  const memory = testWorkplace([patient])
  memory.workplace.data.formDrafts.remove = () => Promise.reject(new AppError('storage.full'))
  await type(memory, 'анальгин')
  await userEvent.click(screen.getByRole('button', { name: 'Сохранить' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect((await memory.workplace.data.patients.get(patient.id))?.allergies).toHaveLength(1)
})

test('before a reload the browser asks for what the disk has refused', async () => {
  const leave = () => {
    const leaving = new Event('beforeunload', { cancelable: true })
    window.dispatchEvent(leaving)
    return leaving.defaultPrevented
  }
  const memory = testWorkplace([patient])
  const { formDrafts } = memory.workplace.data
  const { save } = formDrafts
  formDrafts.save = () => Promise.reject(new AppError('storage.full'))
  await type(memory, 'анальгин')
  expect(await keepUnsavedWork()).toBe(false)
  expect(leave()).toBe(true)
  formDrafts.save = save
  expect(await keepUnsavedWork()).toBe(true)
  expect(leave()).toBe(false)
})
