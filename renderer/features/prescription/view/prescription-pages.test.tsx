import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { prescribe } from '#shared/domain/prescription/prescription.commands.ts'
import {
  testPrescriptionContext,
  testPrescriptionDraft,
} from '#shared/domain/prescription/prescription.fixture.ts'
import type { Prescription } from '#shared/domain/prescription/prescription.schema.ts'
import { testDraft, testVisitContext } from '#shared/domain/visit/visit.fixture.ts'
import { showPage, testPatient } from '../../../app/testing/show-record-page.tsx'
import { PrescriptionEditPage } from './prescription-edit-page.tsx'
import { PrescriptionPage } from './prescription-page.tsx'

const pages = {
  '/patients/$patientId/prescriptions/new': PrescriptionEditPage,
  '/patients/$patientId/prescriptions/$prescriptionId': PrescriptionPage,
}
const writing = `/patients/${testPatient.id}/prescriptions/new`

const allergic: Patient = {
  ...testPatient,
  allergies: [
    {
      id: 'allergy:01A',
      substance: { text: 'Пенициллин' },
      category: 'medication',
      criticality: 'high',
      clinicalStatus: 'active',
      recordedAt: '2019',
      recordedBy: testVisitContext().author,
    },
  ],
}

function signed(): Prescription {
  const result = prescribe(testPrescriptionDraft(), testPrescriptionContext())
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}
const ctrlEnter = () => fireEvent.keyDown(window, { key: 'Enter', ctrlKey: true })

async function writeAmoxicillin() {
  await userEvent.type(await screen.findByLabelText(/МНН/), 'амокс')
  await userEvent.click(await screen.findByRole('option', { name: /^амоксициллин Amox/ }))
  await userEvent.type(screen.getByLabelText('Дозировка'), '500 мг')
  await userEvent.click(screen.getByLabelText('Кратность'))
  await userEvent.click(await screen.findByRole('option', { name: '3 раза в день' }))
  await userEvent.type(screen.getByLabelText('Дней'), '7')
}

afterEach(cleanup)

describe('writing a prescription', () => {
  it('says what is missing and saves nothing', async () => {
    const { data } = showPage(writing, pages)
    await screen.findByLabelText(/МНН/)
    ctrlEnter()
    expect(await screen.findByText('Укажите лекарственное средство (МНН)')).toBeTruthy()
    expect(screen.getByText('Напишите, как принимать')).toBeTruthy()
    expect(await data.prescriptions.ofPatient(testPatient.id)).toEqual([])
  })

  it('computes text and quantity, stops at an allergy until a reason is given, then is durable', async () => {
    const { data } = showPage(writing, pages, { documents: [allergic] })
    await writeAmoxicillin()
    expect(screen.getByDisplayValue('1 таблетка, 3 раза в день, 7 дней')).toBeTruthy()
    expect(screen.getByDisplayValue('21')).toBeTruthy()
    ctrlEnter()
    const reason = await screen.findByLabelText(/Почему всё же назначаю/)
    expect(await data.prescriptions.ofPatient(testPatient.id)).toEqual([])
    await userEvent.type(reason, 'Проба отрицательная')
    ctrlEnter()
    await waitFor(async () =>
      expect(await data.prescriptions.ofPatient(testPatient.id)).toMatchObject([
        {
          medication: { inn: 'амоксициллин', innLatin: 'Amoxicillini' },
          quantity: { value: 21, unit: 'табл.' },
          checks: [{ code: 'allergy', severity: 'stop', overrideReason: 'Проба отрицательная' }],
          validUntil: '2027-01-22',
        },
      ]),
    )
  })

  it('takes the first drug of the list at Enter and shows its whole name', async () => {
    showPage(writing, pages)
    const field = await screen.findByLabelText(/МНН/)
    await userEvent.type(field, 'амокс')
    await screen.findByRole('option', { name: /^амоксициллин Amox/ })
    await userEvent.type(field, '{Enter}')
    expect((field as HTMLInputElement).value).toBe('амоксициллин')
    expect(screen.getByDisplayValue('таблетки')).toBeTruthy()
    expect(screen.getByText(/Не указана дозировка/)).toBeTruthy()
  })

  it('comes back to the visit it is written for', async () => {
    const draft = testDraft()
    const { data, address } = showPage(`${writing}?visitId=${draft.id}`, pages, { drafts: [draft] })
    await writeAmoxicillin()
    ctrlEnter()
    await waitFor(() => expect(address()).toBe(`/patients/${testPatient.id}/visits/${draft.id}/edit`))
    expect(await data.prescriptions.ofPatient(testPatient.id)).toMatchObject([{ visitId: draft.id }])
  })

  it('goes on with what was begun when the page is opened again, until somebody starts over', async () => {
    const { data, router } = showPage(writing, pages)
    await userEvent.type(await screen.findByLabelText(/S.: как принимать/), 'По 1 таблетке на ночь')
    await router.navigate({ to: '/patients/$patientId', params: { patientId: testPatient.id } })
    await router.history.back()
    expect(await screen.findByDisplayValue('По 1 таблетке на ночь')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Начать заново' }))
    await waitFor(() => expect(screen.queryByDisplayValue('По 1 таблетке на ночь')).toBeNull())
    expect(await data.prescriptionDrafts.ofPatient(testPatient.id)).toBeUndefined()
  })

  it('does not offer a draft again that has been signed', async () => {
    const { data, router } = showPage(`/patients/${testPatient.id}`, pages, { documents: [signed()] })
    await data.prescriptionDrafts.save({
      ...testPrescriptionDraft(),
      id: signed().id,
      patientId: testPatient.id,
    })
    await router.navigate({ to: writing as never })
    expect((await screen.findByLabelText<HTMLInputElement>(/МНН/)).value).toBe('')
    expect(await data.prescriptionDrafts.ofPatient(testPatient.id)).toBeUndefined()
  })

  it('leaves no draft behind when it has been signed', async () => {
    const { data } = showPage(writing, pages)
    await writeAmoxicillin()
    ctrlEnter()
    await waitFor(async () => expect(await data.prescriptions.ofPatient(testPatient.id)).toHaveLength(1))
    await waitFor(async () => expect(await data.prescriptionDrafts.ofPatient(testPatient.id)).toBeUndefined())
  })

  it('repeats an earlier prescription and warns that it is still active', async () => {
    showPage(`${writing}?from=prescription:01TEST`, pages, { documents: [signed()] })
    expect(await screen.findByDisplayValue('По 1 таблетке 3 раза в день 7 дней')).toBeTruthy()
    expect(screen.getByText(/Уже есть действующий рецепт/)).toBeTruthy()
  })
})

describe('a signed prescription', () => {
  const shown = `/patients/${testPatient.id}/prescriptions/prescription:01TEST`

  it('shows the form and gives a real PDF', async () => {
    const { files } = showPage(shown, pages, { documents: [signed()] })
    expect(await screen.findByText('Tab. Amoxicillini 500 мг')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Сохранить PDF' }))
    await waitFor(() => expect(files).toHaveLength(1))
    expect(files[0]!.suggestedName).toBe('Рецепт 22.11.2026 Ўладыкіна І. І..pdf')
    expect(new TextDecoder('latin1').decode(files[0]!.bytes.slice(0, 5))).toBe('%PDF-')
  })

  it('says what a pharmacy would refuse', async () => {
    const { organization: _, ...without } = signed()
    showPage(shown, pages, { documents: [without] })
    expect(await screen.findByText('Не указана организация здравоохранения')).toBeTruthy()
  })

  it('is cancelled with a reason and then says so', async () => {
    const { data } = showPage(shown, pages, { documents: [signed()] })
    await userEvent.click(await screen.findByRole('button', { name: 'Аннулировать' }))
    await userEvent.type(await screen.findByLabelText(/Причина/), 'Непереносимость')
    await userEvent.click(screen.getAllByRole('button', { name: 'Аннулировать' }).at(-1)!)
    expect(await screen.findByText('АННУЛИРОВАН')).toBeTruthy()
    expect(await data.prescriptions.get('prescription:01TEST')).toMatchObject({
      status: 'cancelled',
      cancelReason: 'Непереносимость',
    })
  })
})
