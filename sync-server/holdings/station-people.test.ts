import { describe, expect, it } from 'vitest'
import { examplePatient } from '#shared/domain/patient/patient.fixture.ts'
import { reachOf } from './station-people.ts'

const feldsher = { role: 'feldsher' as const, facilityId: '', villages: ['д. Заречье'] }
const doctor = { role: 'doctor' as const, facilityId: 'facility:ambulatory' }
const of = (settlement: string, id = 'patient:1') => examplePatient({ id, address: { settlement } })

describe('S43 what the people of a PC can have brought there', () => {
  it('S43 is the whole clinic where one of them sees it, or nobody is known', () => {
    expect(reachOf([feldsher, doctor], new Set())).toBeUndefined()
    expect(reachOf([], new Set())).toBeUndefined()
  })
  it('S43 is the villages of people who are bound to them, and what was opened there', () => {
    const reach = reachOf([feldsher], new Set(['patient:2']))!
    expect(reach.holds(of('Заречье'))).toBe(true)
    expect(reach.holds(of('Луговая'))).toBe(false)
    expect(reach.holds(of('Луговая', 'patient:2'))).toBe(true)
    // Nobody else would find a patient without a village: everybody has them.
    expect(reach.holds(examplePatient())).toBe(true)
  })
})
