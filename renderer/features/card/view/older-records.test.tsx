import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test } from 'vitest'
import { examplePatient } from '#shared/domain/patient/patient.fixture.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { renderScreen, testWorkplace } from '../../../app/testing/render-screen.tsx'
import type { PatientHistory } from '../../../data/controls/history-control.ts'
import { useCard } from '../model/use-card.ts'
import { usePatientHistory } from '../model/use-patient-history.ts'
import { OlderRecords } from './older-records.tsx'

afterEach(cleanup)

function Under({ patient }: { patient: Patient }) {
  const history = usePatientHistory(patient)
  return history ? <OlderRecords patientId={patient.id} history={history} /> : null
}
function Page() {
  const patient = useCard(examplePatient().id).found?.patient
  return patient ? <Under patient={patient} /> : null
}
function show(history: PatientHistory, change: Partial<Patient> = {}) {
  const patient = { ...examplePatient(), ...change }
  const memory = testWorkplace([patient])
  memory.histories.set(new Map([[patient.id, history]]))
  renderScreen(Page, memory)
  return { memory, patient }
}

describe('older records of a card', () => {
  test('are said to be on the server, asked for, and promised for the next contact', async () => {
    const { memory, patient } = show({ kind: 'part', since: '2024-11' })
    await screen.findByText('Здесь записи с 11.2024. Более ранние — на сервере.')
    await userEvent.click(screen.getByRole('button', { name: 'Показать более ранние записи' }))
    await screen.findByText(/придут при следующей связи/)
    expect(screen.queryByRole('button')).toBeNull()
    memory.histories.set(new Map([[patient.id, { kind: 'coming', since: '2024-11', done: 12 }]]))
    await screen.findByText('Загружаются более ранние записи: 12')
    memory.histories.set(new Map([[patient.id, { kind: 'whole' }]]))
    await waitFor(() => expect(screen.queryByText(/на сервере/)).toBeNull())
  })

  test('say why they do not come, and can be asked for again', async () => {
    show({ kind: 'part', since: '2024-11', refused: true })
    await screen.findByText(/Сервер не выдал/)
    expect(screen.getByRole('button', { name: 'Показать более ранние записи' })).toBeTruthy()
    cleanup()
    show({ kind: 'unseen', since: '2024-11' })
    await screen.findByText(/не показывает вам эту карту/)
    expect(screen.getByRole('button', { name: 'Показать более ранние записи' })).toBeTruthy()
  })

  test('are not spoken of where the patient was not born yet', async () => {
    show({ kind: 'part', since: '2024-11' }, { birthDate: '2025-02-01' })
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(screen.queryByText(/на сервере/)).toBeNull()
  })
})
