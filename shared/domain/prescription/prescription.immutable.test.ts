import { expect, it } from 'vitest'
import { prescriptionUpdateProblem } from './prescription.immutable.ts'

const signed = {
  id: 'prescription:1',
  status: 'active',
  drug: 'лозартан',
  signature: { practitionerId: 'practitioner:1' },
  updatedAt: '2026-11-22T10:00:00.000Z-0000-one',
  author: { id: 'practitioner:1' },
}

it('lets a signed prescription be cancelled, also on a PC whose clock is wrong and after a merge', () => {
  const cancelled = {
    ...signed,
    status: 'cancelled',
    cancelReason: 'аллергия',
    updatedAt: '2026-11-22T11:00:00.000Z-0000-two',
    author: { id: 'practitioner:2' },
    clockOffMs: 90_000_000,
    merges: [{ at: '2026-11-22T11:00:00.000Z' }],
    decided: { status: { at: '2026-11-22T11:00:00.000Z' } },
  }
  expect(prescriptionUpdateProblem(signed, cancelled)).toBeUndefined()
  // The mark goes when the clock is right again.
  expect(prescriptionUpdateProblem(cancelled, { ...signed, status: 'cancelled' })).toBeUndefined()
})

it('lets nothing else of it change', () => {
  for (const change of [{ drug: 'лизиноприл' }, { signature: undefined }, { quantity: 30 }])
    expect(prescriptionUpdateProblem(signed, { ...signed, ...change })).toBe('prescription.signed-immutable')
})
