import { describe, expect, it } from 'vitest'
import type { PrescriptionDraft } from '#shared/domain/prescription/prescription.draft.ts'
import type { InnEntry } from '#shared/reference/inn-search.ts'
import { withDosage, withDrug, withForm } from './dosage-fields.ts'

const empty: PrescriptionDraft = {
  id: 'prescription:01',
  patientId: 'patient:01',
  medication: {},
  dosage: {},
  payment: 'ordinary',
  overrides: {},
}
const amoxicillin: InnEntry = {
  inn: 'амоксициллин',
  innLatinGenitive: 'Amoxicillini',
  atc: 'J01CA04',
  forms: [
    ['таблетки', ['500 мг']],
    ['суспензия', ['250 мг/5 мл']],
  ],
  control: 'ordinary',
}

describe('fields of the dosage', () => {
  it('fills in a drug with its usual form, strength and dose', () => {
    expect(withDrug(empty, amoxicillin)).toMatchObject({
      medication: { inn: 'амоксициллин', innLatin: 'Amoxicillini', form: 'таблетки', strength: '500 мг' },
      dosage: { dose: '1 таблетка', text: '1 таблетка' },
    })
  })

  it('keeps text and quantity in step with the parts', () => {
    const draft = withDosage(withDrug(empty, amoxicillin), { timesPerDay: 3, durationDays: 7 })
    expect(draft.dosage.text).toBe('1 таблетка, 3 раза в день, 7 дней')
    expect(draft.quantity).toEqual({ value: 21, unit: 'табл.' })
    expect(withDosage(draft, { durationDays: 10 }).quantity).toEqual({ value: 30, unit: 'табл.' })
  })

  it('never replaces what the clinician wrote', () => {
    const draft = withDosage(withDrug(empty, amoxicillin), { timesPerDay: 3, durationDays: 7 })
    const own = {
      ...draft,
      dosage: { ...draft.dosage, text: 'После еды' },
      quantity: { value: 20, unit: 'табл.' },
    }
    const changed = withDosage(own, { durationDays: 10 })
    expect(changed.dosage.text).toBe('После еды')
    expect(changed.quantity).toEqual({ value: 20, unit: 'табл.' })
  })

  it('forgets the count of tablets when the form is no longer tablets', () => {
    const draft = withDosage(withDrug(empty, amoxicillin), { timesPerDay: 3, durationDays: 7 })
    const syrup = withForm(draft, 'суспензия')
    expect(syrup.medication).not.toHaveProperty('strength')
    expect(syrup.dosage.dose).toBeUndefined()
  })
})
