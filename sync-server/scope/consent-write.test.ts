import { describe, expect, it } from 'vitest'
import type { Staff } from '../accounts/account.ts'
import { noPlaces } from '../store/no-places.ts'
import { noKeys, patientDocument } from './clinic-document.fixture.ts'
import { clinicWriteProblem } from './clinic-write.ts'

const roles = ['doctor', 'feldsher', 'registrar', 'admin'] as const
const person = (role: string) => ({ id: `practitioner:${role}`, name: role, role: 'doctor' as const })
const problem = (next: object, previous?: object, session: Staff['role'] = 'doctor') => {
  const { _id, ...body } = next as { _id: string }
  const before = previous as { _id: string } | undefined
  return clinicWriteProblem(
    {
      role: session,
      practitionerId: `practitioner:${session}`,
      clinicId: 'demo',
      facilityId: '',
      villages: [],
      clinics: [],
    },
    'clinic-demo',
    { id: _id, deleted: '_deleted' in body, fields: body },
    before && { deleted: false, document: { ...before, id: before._id } },
    (id) => {
      const role = roles.find((each) => id === `practitioner:${each}`)
      return role && { role, villages: [], facilityId: '' }
    },
    noKeys,
    noPlaces,
  )?.code
}

const refusal = {
  id: 'consent:1',
  kind: 'central-system',
  decision: 'deny',
  givenBy: { who: 'patient' },
  givenAt: '2026-11-22T10:00:00.000Z',
  recordedBy: person('feldsher'),
  textVersion: 'central-system/1',
}
const ground = (by: string) => ({
  id: 'legal-ground:1',
  ground: 'court',
  demandedBy: 'Суд Примерского района',
  demandedOn: '2026-11-20',
  at: '2026-11-22T10:00:00.000Z',
  until: '2026-12-01',
  recordedBy: person(by),
})
const act = { at: '2026-11-23T10:00:00.000Z', by: person('doctor') }

describe('S40 what a patient said', () => {
  const refused = { ...patientDocument(), consents: [refusal] }
  it('S40 is taken from everybody who writes cards', () => {
    expect(problem(refused, patientDocument())).toBeUndefined()
  })
  it('S40 is never taken away or reworded', () => {
    expect(problem(patientDocument(), refused)).toBe('consent.immutable')
    const reworded = { ...refused, consents: [{ ...refusal, decision: 'permit' }] }
    for (const session of roles) expect(problem(reworded, refused, session)).toBe('consent.immutable')
  })
  it('S40 may end, and does not begin again', () => {
    const withdrawn = { ...refused, consents: [{ ...refusal, withdrawn: act }] }
    expect(problem(withdrawn, refused)).toBeUndefined()
    expect(problem(refused, withdrawn)).toBe('consent.immutable')
  })
  it('S40 is not deleted with its card', () => {
    expect(problem({ ...refused, _deleted: true }, refused)).toBe('consent.immutable')
    expect(problem({ ...patientDocument(), _deleted: true }, patientDocument())).toBeUndefined()
  })
  it('S40 holds for restrictions', () => {
    const restriction = { id: 'restriction:1', ground: 'court', since: act.at, recordedBy: act.by }
    const restricted = { ...patientDocument(), restrictions: [restriction] }
    expect(problem(restricted, patientDocument())).toBeUndefined()
    expect(problem(patientDocument(), restricted)).toBe('consent.immutable')
    const lifted = { ...restricted, restrictions: [{ ...restriction, lifted: act }] }
    expect(problem(lifted, restricted)).toBeUndefined()
  })
})

describe('S41 a legal ground', () => {
  const withGround = (by: string) => ({ ...patientDocument(), legalGrounds: [ground(by)] })
  it('S41 is recorded by an administrator, whoever delivers it', () => {
    for (const session of roles) expect(problem(withGround('admin'), undefined, session)).toBeUndefined()
  })
  it('S41 is refused from others', () => {
    for (const by of ['doctor', 'feldsher', 'registrar', 'stranger'])
      expect(problem(withGround(by), patientDocument())).toBe('consent.ground-role')
  })
  it('S41 ends earlier at any time, later never', () => {
    const until = (day: string) => ({
      ...patientDocument(),
      legalGrounds: [{ ...ground('admin'), until: day }],
    })
    expect(problem(until('2026-11-30'), until('2026-12-01'))).toBeUndefined()
    expect(problem(until('2026-12-02'), until('2026-12-01'))).toBe('consent.immutable')
  })
  it('S41 that the server has stays with the card, whoever edits it', () => {
    const edited = { ...withGround('doctor'), bloodGroup: 'A(II)' }
    expect(problem(edited, withGround('doctor'))).toBeUndefined()
  })
})
