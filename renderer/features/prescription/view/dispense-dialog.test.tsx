import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { examplePatient } from '#shared/domain/patient/patient.fixture.ts'
import { prescribe } from '#shared/domain/prescription/prescription.commands.ts'
import {
  testPrescriptionContext,
  testPrescriptionDraft,
} from '#shared/domain/prescription/prescription.fixture.ts'
import { renderScreen, testWorkplace } from '../../../app/testing/render-screen.tsx'
import { PrescriptionPage } from './prescription-page.tsx'

afterEach(cleanup)

function show(role: 'pharmacist' | 'doctor') {
  const patient = examplePatient()
  const signed = prescribe(testPrescriptionDraft({ patientId: patient.id }), testPrescriptionContext())
  if (!signed.ok) throw new Error(JSON.stringify(signed.error))
  const memory = testWorkplace([patient, signed.value])
  const { workplace } = memory
  workplace.profile = { ...workplace.profile, practitioner: { ...workplace.profile.practitioner, role } }
  workplace.context.author = { ...workplace.context.author, role }
  renderScreen(PrescriptionPage, {
    workplace,
    path: '/patients/$patientId/prescriptions/$prescriptionId',
    at: `/patients/${patient.id}/prescriptions/${signed.value.id}`,
  })
  return Object.assign(async () => (await workplace.data.prescriptions.get(signed.value.id))!, {
    data: workplace.data,
    signed: signed.value,
  })
}

test('a pharmacist hands a part over, no more than what is left, and then the rest', async () => {
  const saved = show('pharmacist')
  const give = async (amount: string) => {
    await userEvent.click(await screen.findByRole('button', { name: 'Отметить отпуск' }))
    const field = await screen.findByLabelText(/Количество/)
    await userEvent.clear(field)
    await userEvent.type(field, amount)
    await userEvent.click(screen.getByRole('button', { name: 'Отпущено' }))
  }
  await give('22')
  expect(await screen.findByText(/больше остатка отпустить нельзя/)).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Отмена' }))
  await give('7')
  await waitFor(async () =>
    expect(await saved()).toMatchObject({ status: 'active', dispensed: [{ quantity: 7 }] }),
  )
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await give('14')
  await waitFor(async () => expect((await saved()).status).toBe('completed'))
  expect(screen.queryByRole('button', { name: 'Выписать' })).toBeNull()
})

test('the amount lies kept while it is typed, and what was handed over stands on the page', async () => {
  const saved = show('pharmacist')
  const { patientId, id } = saved.signed
  await userEvent.click(await screen.findByRole('button', { name: 'Отметить отпуск' }))
  const field = await screen.findByLabelText(/Количество/)
  expect(screen.getByText('Осталось отпустить 21 из 21')).toBeTruthy()
  await userEvent.clear(field)
  await userEvent.type(field, '7')
  const place = `dispensing/${patientId}/${id}`
  await waitFor(() => expect(saved.data.formDrafts.get(place)?.content).toEqual({ amount: 7 }))
  await userEvent.click(screen.getByRole('button', { name: 'Отпущено' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(saved.data.formDrafts.get(place)).toBeUndefined()
  expect(await screen.findByText(/^7 .+, \d\d\.\d\d\.\d{4}, \d\d:\d\d, /)).toBeTruthy()
})

test('what another pharmacy gives out in the same moment meets it, and is not written over', async () => {
  const saved = show('pharmacist')
  const saveAll = vi.spyOn(saved.data, 'saveAll')
  await userEvent.click(await screen.findByRole('button', { name: 'Отметить отпуск' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Отпущено' }))
  await waitFor(async () => expect((await saved()).status).toBe('completed'))
  expect(saveAll.mock.calls).toEqual([[[expect.objectContaining({ status: 'completed' })], [saved.signed]]])
})

test('nobody else is offered to', async () => {
  show('doctor')
  expect(await screen.findByRole('button', { name: 'Печать' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Отметить отпуск' })).toBeNull()
})
