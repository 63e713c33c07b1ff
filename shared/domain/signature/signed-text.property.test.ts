import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clinicianKey } from '../../../build/seed/clinician-key.ts'
import type { SigningKey } from '../../contract/signing-keys.ts'
import { withMergeRecord } from '../common/merge-record.ts'
import { prescribe } from '../prescription/prescription.commands.ts'
import { testPrescriptionContext, testPrescriptionDraft } from '../prescription/prescription.fixture.ts'
import { prescriptionOpenMembers } from '../prescription/prescription.immutable.ts'
import { mergePrescription } from '../prescription/prescription.merge.ts'
import { cancelVisit, signVisit } from '../visit/visit.commands.ts'
import { testDraft, testVisitContext } from '../visit/visit.fixture.ts'
import { mergeVisit } from '../visit/visit.merge.ts'
import { signatureStatus } from './signature-status.ts'

type Members = Record<string, unknown>

const clinician = clinicianKey(new Uint8Array(32).fill(1))
const registered: SigningKey = {
  keyId: clinician.keyId,
  alg: 'ed25519',
  publicKey: clinician.publicKey,
  practitionerId: 'practitioner:demo-doctor',
  name: 'Ковалевич Ирина Петровна',
  stationId: 'station1',
  state: 'registered',
  offeredAt: '2026-11-01T08:00:00.000Z',
  registeredAt: '2026-11-01T09:00:00.000Z',
}
const statusOf = (document: object, key: SigningKey | undefined = registered) =>
  signatureStatus(document, key, clinician.fits(document))

const signedVisit = (change: Parameters<typeof testDraft>[0] = {}) => {
  const made = signVisit(testDraft(change), testVisitContext())
  if (!made.ok) throw new Error('the draft of the fixture cannot be signed')
  return clinician.signed(made.value)
}
const signedPrescription = () => {
  const made = prescribe(testPrescriptionDraft(), testPrescriptionContext())
  if (!made.ok) throw new Error('the draft of the fixture cannot be signed')
  return clinician.signed(made.value)
}
const documents: [string, Members, ReadonlySet<string>][] = [
  [
    'visit',
    signedVisit({ vitals: { systolicMmHg: 140, temperatureC: 36.6 } }),
    new Set(['merges', 'decided']),
  ],
  ['prescription', signedPrescription(), prescriptionOpenMembers],
]

/** Every place of a document: the path to each member and item. */
function placesOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (value === null || typeof value !== 'object') return [path]
  const inner = Object.entries(value).flatMap(([name, member]) =>
    placesOf(member, [...path, Array.isArray(value) ? Number(name) : name]),
  )
  return path.length === 0 ? inner : [path, ...inner]
}
function changedAt(document: Members, path: (string | number)[], to: unknown): Members {
  const copy = structuredClone(document)
  let holder = copy as Record<string | number, unknown>
  for (const part of path.slice(0, -1)) holder = holder[part] as Record<string | number, unknown>
  const last = path.at(-1)!
  if (to === undefined) Reflect.deleteProperty(holder, last)
  else Object.defineProperty(holder, last, { value: to, enumerable: true, configurable: true })
  return copy
}
const shuffled = (value: unknown, order: (a: string, b: string) => number): unknown =>
  value === null || typeof value !== 'object' || Array.isArray(value)
    ? value
    : Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => order(a, b))
          .map(([name, member]) => [name, shuffled(member, order)]),
      )

describe.each(documents)('K1 a signed %s', (_type, document, open) => {
  it('is valid as it was signed', () => expect(statusOf(document)).toBe('valid'))

  it('is altered by any change of any signed member, its signature included', () => {
    const places = placesOf(document).filter(([member]) => !open.has(String(member)))
    // Which algorithm and which key decide first; that they are signed too shows in the text.
    const rest = places.filter((path) => !['alg', 'keyId'].includes(String(path.at(-1))))
    expect(rest.length).toBeGreaterThan(20)
    fc.assert(
      fc.property(fc.constantFrom(...rest), fc.jsonValue({ maxDepth: 1 }), (path, to) => {
        const changed = changedAt(document, path, to)
        fc.pre(JSON.stringify(changed) !== JSON.stringify(document))
        expect(statusOf(changed)).not.toBe('valid')
      }),
      { numRuns: 2000 },
    )
    for (const path of places)
      expect(statusOf(changedAt(document, path, undefined)), path.join('.')).not.toBe('valid')
  })

  it('is altered by a member that nobody signed, also by one that this version does not know', () => {
    for (const name of ['futureMember', 'complaints2', '__proto__'])
      expect(statusOf(changedAt(document, [name], 'x'))).toBe('altered')
  })

  it('is valid with unknown members of the version that signed it', () => {
    const { signature, ...rest } = document as Members & { signature: Members }
    const { electronic: _, ...statement } = signature
    const newer = clinician.signed({
      ...rest,
      signature: { ...statement, place: { cabinet: '7' } },
      futureMember: { deep: [1, { a: 1.5 }] },
    } as never)
    expect(statusOf(newer)).toBe('valid')
    expect(statusOf(changedAt(newer as Members, ['futureMember', 'deep', 0], 2))).toBe('altered')
  })

  it('is valid whatever the order of its members and the way it went', () => {
    const reversed = shuffled(document, (a, b) => (a < b ? 1 : -1)) as Members
    expect(Object.keys(reversed)).not.toEqual(Object.keys(document))
    expect(statusOf(reversed)).toBe('valid')
    expect(statusOf(JSON.parse(JSON.stringify(document)) as Members)).toBe('valid')
  })

  it('is valid whatever stands in the members that may come later', () => {
    fc.assert(
      fc.property(fc.constantFrom(...open), fc.jsonValue({ maxDepth: 2 }), (name, value) => {
        expect(statusOf({ ...document, [name]: value })).toBe('valid')
      }),
    )
  })
})

describe('K1 merges', () => {
  it('keep a prescription valid that one PC cancelled and another one dispensed', () => {
    const base = signedPrescription()
    const at = (station: string) => ({
      updatedAt: `2026-11-23T08:00:00.000Z-0000-${station}`,
      author: { id: `practitioner:${station}`, name: station, role: 'doctor' as const },
    })
    const local = { ...base, ...at('a'), status: 'cancelled' as const, cancelReason: 'Сыпь' }
    const server = { ...base, ...at('b'), dispensed: [{ id: 'dispense:1', at: '2026-11-23' }] }
    const input = { base, local, server }
    const merged = mergePrescription(input)
    const document = withMergeRecord(merged.document, input, merged.joined)
    expect([document.status, document.dispensed?.length]).toEqual(['cancelled', 1])
    expect(statusOf(document)).toBe('valid')
  })

  it('keep both of two visits valid that were signed under one id', () => {
    const local = signedVisit({ complaints: 'Кашель' })
    const server = signedVisit({ complaints: 'Насморк' })
    const merged = mergeVisit({ base: undefined, local, server })
    const [beside] = merged.besides ?? []
    expect(beside?.signedAs).toBe(local.id)
    expect([merged.document, beside!].map((each) => statusOf(each))).toEqual(['valid', 'valid'])
    // A signed visit cannot be shown twice by giving it another id.
    expect(statusOf({ ...local, id: 'visit:copy', rootId: 'visit:copy', signedAs: local.id })).toBe('altered')
    expect(statusOf({ ...beside!, rootId: 'visit:elsewhere' })).toBe('altered')
  })

  it('do not follow a visit into the version that calls it an error', () => {
    const local = signedVisit({ complaints: 'Кашель' })
    const [beside] = mergeVisit({ base: undefined, local, server: signedVisit() }).besides ?? []
    const error = cancelVisit(beside!, 'не тот пациент', testVisitContext())
    expect(error.ok && statusOf(clinician.signed(error.value))).toBe('valid')
  })
})

describe('K3 the key decides what a signature is worth', () => {
  const visit = signedVisit()
  // The fixture's clock: signed at 2026-11-22T09:00Z.
  const cases: [string, Partial<SigningKey> | undefined, string][] = [
    ['not known here', undefined, 'unknown-key'],
    ['not confirmed yet', { state: 'pending', registeredAt: undefined }, 'pending-key'],
    ['of another person', { practitionerId: 'practitioner:other' }, 'foreign-key'],
    ['put out of use later', { state: 'retired', retiredAt: '2026-11-22T09:00:01.000Z' }, 'valid'],
    ['put out of use before', { state: 'retired', retiredAt: '2026-11-22T08:59:59.000Z' }, 'ended-key'],
    ['revoked from a later moment', { state: 'revoked', revokedFrom: '2026-11-22T09:00:01.000Z' }, 'valid'],
    [
      'revoked from an earlier moment',
      { state: 'revoked', revokedFrom: '2026-11-22T08:00:00.000Z' },
      'ended-key',
    ],
    [
      'revoked, and the document came afterwards with an earlier date',
      { state: 'revoked', revokedFrom: '2026-11-22T09:00:01.000Z', late: [visit.id] },
      'late',
    ],
    [
      'rejected by the administrator',
      { state: 'revoked', registeredAt: undefined, revokedFrom: '2026-11-23T00:00:00.000Z' },
      'ended-key',
    ],
    [
      'put out of use and later revoked',
      { state: 'revoked', retiredAt: '2026-11-22T08:00:00.000Z', revokedFrom: '2026-11-23T00:00:00.000Z' },
      'ended-key',
    ],
  ]
  it.each(cases)('a key that is %s', (_name, change, expected) => {
    const key = change && ({ ...registered, ...change } as SigningKey)
    expect(signatureStatus(visit, key, clinician.fits(visit))).toBe(expected)
  })

  it('says of a record without an electronic signature that it has none, and of another algorithm that it is not checked', () => {
    const { electronic, ...statement } = visit.signature!
    expect(signatureStatus({ ...visit, signature: statement }, undefined, false)).toBe('none')
    const state = { ...statement, electronic: { ...electronic!, alg: 'bign-curve256v1' } }
    expect(signatureStatus({ ...visit, signature: state }, undefined, false)).toBe('not-checked')
  })
})
