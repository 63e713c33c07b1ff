import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useMemo } from 'react'
import { afterEach, expect, test } from 'vitest'
import { examplePatient } from '#shared/domain/patient/patient.fixture.ts'
import type { Allergy, Patient } from '#shared/domain/patient/patient.schema.ts'
import { renderScreen, testWorkplace } from '../../../app/testing/render-screen.tsx'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { AllergyBanner } from './allergy-banner.tsx'

afterEach(cleanup)

const penicillin: Allergy = {
  id: 'allergy:1',
  substance: { text: 'Пенициллин' },
  category: 'medication',
  criticality: 'high',
  reaction: 'отёк Квинке',
  clinicalStatus: 'active',
  recordedAt: '2026-01-01T00:00:00Z',
  recordedBy: { id: 'practitioner:example', name: 'Примеров П. П.', role: 'doctor' },
}

function Page() {
  const { data } = useWorkplace()
  const patient = useLive(useMemo(() => data.patients.watch('patient:example'), [data]))
  return patient ? <AllergyBanner patient={patient} /> : null
}

/** Shows the banner of this patient; returns how to read the saved card. */
function show(patient: Patient) {
  const memory = testWorkplace([patient])
  renderScreen(Page, memory)
  return () => memory.workplace.data.patients.get(patient.id)
}

test('an allergy is an alert with its severity and reaction', async () => {
  show(examplePatient({ allergies: [penicillin] }))
  const banner = await screen.findByRole('alert')
  expect(banner.textContent).toContain('Пенициллин: опасна для жизни: отёк Квинке')
})

test('nobody asked is not shown as "no allergies"', async () => {
  show(examplePatient())
  expect(await screen.findByText('Аллергоанамнез не собран')).toBeTruthy()
  expect(screen.queryByText(/Аллергий нет/)).toBeNull()
})

test('asked and none is saved with its day, and can be taken back', async () => {
  const saved = show(examplePatient())
  await userEvent.click(await screen.findByRole('button', { name: 'Опрошен, аллергий нет' }))
  expect(await screen.findByText('Аллергий нет (опрошен 22.11.2026)')).toBeTruthy()
  expect((await saved())?.noKnownAllergiesAt).toBeDefined()
  await userEvent.click(await screen.findByRole('button', { name: 'Отменить' }))
  await waitFor(() => expect(screen.getByText('Аллергоанамнез не собран')).toBeTruthy())
})

test('an allergy written in the dialog stands in the banner', async () => {
  const saved = show(examplePatient())
  await userEvent.click(await screen.findByRole('button', { name: 'Добавить аллергию' }))
  await userEvent.type(await screen.findByLabelText('На что аллергия'), 'Мёд')
  await userEvent.click(screen.getByRole('button', { name: 'Сохранить' }))
  await waitFor(async () => expect((await saved())?.allergies).toHaveLength(1))
  expect(screen.getAllByRole('alert', { hidden: true })[0]?.textContent).toContain('АЛЛЕРГИЯМёд')
})
