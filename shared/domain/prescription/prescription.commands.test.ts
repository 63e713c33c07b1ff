import { describe, expect, it } from 'vitest'
import {
  cancelPrescription,
  mayCancel,
  prescribe,
  renewPrescription,
  startPrescription,
} from './prescription.commands.ts'
import { testPrescriptionContext, testPrescriptionDraft } from './prescription.fixture.ts'
import { checkPrescription } from './prescription.rules.ts'
import { type Prescription, prescriptionSchema } from './prescription.schema.ts'

function prescribed(...[draft, context]: Partial<Parameters<typeof prescribe>>): Prescription {
  const result = prescribe(draft ?? testPrescriptionDraft(), context ?? testPrescriptionContext())
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

describe('prescribing', () => {
  it('makes a document that the schema accepts, dated in Minsk, with validity and snapshots', () => {
    const lateEvening = { now: () => Date.parse('2026-11-22T21:30:00.000Z') }
    const prescription = prescribed(undefined, testPrescriptionContext({ clock: lateEvening }))
    expect(prescriptionSchema.parse(prescription)).toEqual(prescription)
    expect(prescription).toMatchObject({
      id: 'prescription:01TEST',
      status: 'active',
      issuedOn: '2026-11-23',
      validUntil: '2027-01-23',
      organization: { payerNumber: '100325912' },
      signature: { name: 'Ковалевич Ирина Петровна' },
    })
    expect(prescription).not.toHaveProperty('checks')
  })

  it('records the checks that spoke and the answers', () => {
    const first = prescribed()
    const draft = testPrescriptionDraft({ id: 'prescription:02TEST' })
    const context = testPrescriptionContext({ prescriptions: [first] })
    expect(prescribed(draft, context).checks).toEqual([
      { code: 'duplicate', severity: 'warning', subject: 'prescription:01TEST' },
    ])
  })

  it('does not call itself, a cancelled or an expired prescription a duplicate', () => {
    const first = prescribed()
    const found = (prescriptions: Prescription[], id = 'prescription:02TEST') =>
      checkPrescription(testPrescriptionDraft({ id }), testPrescriptionContext({ prescriptions })).length
    expect(found([first])).toBe(1)
    expect(found([first], first.id)).toBe(0)
    expect(found([{ ...first, status: 'cancelled' }])).toBe(0)
    expect(found([{ ...first, validUntil: '2026-11-21' }])).toBe(0)
  })

  it('is refused while something is missing', () => {
    const draft = startPrescription('patient:01TEST', undefined, testPrescriptionContext())
    const result = prescribe(draft, testPrescriptionContext())
    expect(result.ok).toBe(false)
  })
})

describe('cancelling and repeating', () => {
  it('cancels with a reason and leaves what was prescribed', () => {
    const prescription = prescribed()
    expect(cancelPrescription(prescription, ' ', testPrescriptionContext()).ok).toBe(false)
    const result = cancelPrescription(prescription, 'Непереносимость', testPrescriptionContext())
    if (!result.ok) throw new Error('refused')
    expect(result.value).toMatchObject({
      status: 'cancelled',
      cancelReason: 'Непереносимость',
      id: prescription.id,
    })
    expect(result.value.medication).toEqual(prescription.medication)
    expect(mayCancel(result.value, 'doctor')).toBe(false)
    expect(mayCancel(prescription, 'registrar')).toBe(false)
    expect(mayCancel({ ...prescription, source: { system: 'x', id: '1' } }, 'doctor')).toBe(false)
  })

  it('repeats drug and dosage under a new id, without reasons given before', () => {
    const prescription = prescribed(testPrescriptionDraft({ overrides: { 'allergy x': 'да' } }))
    const draft = renewPrescription(prescription, 'visit:01V', testPrescriptionContext())
    expect(draft).toMatchObject({
      visitId: 'visit:01V',
      medication: prescription.medication,
      quantity: { value: 21, unit: 'табл.' },
      overrides: {},
    })
    expect(draft.id).not.toBe(prescription.id)
  })
})
