import { describe, expect, it } from 'vitest'
import { dispense, leftToDispense } from './dispense.commands.ts'
import { prescribe } from './prescription.commands.ts'
import { isDispensing } from './prescription.dispensing.ts'
import { testPrescriptionContext, testPrescriptionDraft } from './prescription.fixture.ts'
import { type Prescription, prescriptionSchema } from './prescription.schema.ts'

const context = testPrescriptionContext()
const signed = (): Prescription => {
  const result = prescribe(testPrescriptionDraft(), context)
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}
const pharmacist = {
  ...context,
  author: {
    ...context.author,
    id: 'practitioner:apteka',
    name: 'Сидорова О. П.',
    role: 'pharmacist' as const,
  },
}
const given = (prescription: Prescription, amount: number | undefined): Prescription => {
  const result = dispense(prescription, amount, pharmacist)
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

describe('handing a drug over', () => {
  it('changes what the server lets a pharmacist change, and nothing else', () => {
    const before = signed()
    const after = given(before, 21)
    expect(isDispensing(before, after)).toBe(true)
    expect(prescriptionSchema.parse(after)).toMatchObject({
      status: 'completed',
      dispensed: [{ quantity: 21, by: 'Сидорова О. П.' }],
    })
  })

  it('may be done in parts, and completes when nothing is left', () => {
    const first = given(signed(), 7)
    expect([first.status, leftToDispense(first)]).toEqual(['active', 14])
    const second = given(first, 14)
    expect([second.status, leftToDispense(second), second.dispensed?.length]).toEqual(['completed', 0, 2])
  })

  it('is refused for more than is left, for nothing, for what waits no longer and for what is out of date', () => {
    const codeOf = (prescription: Prescription, amount: number | undefined) => {
      const result = dispense(prescription, amount, pharmacist)
      return result.ok ? 'done' : result.error[0]?.code
    }
    for (const amount of [22, 0, -1, undefined])
      expect(codeOf(signed(), amount)).toBe('prescription.wrong-amount')
    expect(codeOf(given(signed(), 21), 1)).toBe('prescription.not-waiting')
    expect(codeOf({ ...signed(), validUntil: '2020-01-01' }, 21)).toBe('prescription.is-expired')
    expect(codeOf({ ...signed(), quantity: undefined }, undefined)).toBe('done')
  })
})
