import { describe, expect, it } from 'vitest'
import type { Staff } from '../accounts/account.ts'
import { noPlaces } from '../store/no-places.ts'
import {
  byAuthor,
  documentReferenceDocument,
  futureDocument,
  inboxDocument,
  noKeys,
  patientDocument,
  prescriptionDocument,
  visitDocument,
} from './clinic-document.fixture.ts'
import { clinicWriteProblem } from './clinic-write.ts'

const roles = ['doctor', 'feldsher', 'registrar', 'admin'] as const
const practitionerOf = (role: Staff['role']): string => `practitioner:${role}`
const staffOf = (role: Staff['role']): Staff => ({
  role,
  practitionerId: practitionerOf(role),
  clinicId: 'demo',
  facilityId: '',
  villages: [],
  clinics: [],
})
const personOfClinic = (id: string) => {
  const role = roles.find((each) => practitionerOf(each) === id)
  return role && { role, villages: [], facilityId: '' }
}
interface Wire {
  _id: string
  [name: string]: unknown
}
const stored = ({ _id, ...body }: Wire) => ({ deleted: false, document: { id: _id, ...body } })
const problem = (role: Staff['role'], next: Wire, previous?: Wire, database = 'clinic-demo') =>
  clinicWriteProblem(
    staffOf(role),
    database,
    { id: next._id, deleted: next._deleted === true, fields: next },
    previous && stored(previous),
    personOfClinic,
    noKeys,
    noPlaces,
  )?.code
/** The document as this author writes and, where it is signed, signs it. */
const writtenBy = (document: Wire, author: string): Wire => ({
  ...byAuthor(document, author),
  ...(document.signature ? { signature: { ...document.signature, practitionerId: author } } : {}),
})

it('S11 what names a file changes in its words and its mark alone, and is never deleted', () => {
  const before = documentReferenceDocument()
  const after = (changes: object) => problem('doctor', { ...before, ...changes }, before)
  expect(problem('registrar', byAuthor(before, 'practitioner:registrar'))).toBe('scope.role')
  expect(after({ description: 'ОАМ', status: 'entered-in-error', statusReason: 'не тот' })).toBeUndefined()
  for (const changes of [
    { patientId: 'patient:2' },
    { content: { ...before.content, fileId: `file:${'b'.repeat(43)}` } },
    { _deleted: true },
  ])
    expect(after(changes)).toBe('document-reference.other-paper')
})

describe('S2 S3 S4 the permission matrix', () => {
  const pass = undefined
  const matrix: [string, Wire, Record<(typeof roles)[number], string | undefined>][] = [
    ['patient', patientDocument(), { doctor: pass, feldsher: pass, registrar: pass, admin: pass }],
    ['inbox', inboxDocument(), { doctor: pass, feldsher: pass, registrar: pass, admin: pass }],
    ['visit', visitDocument(), { doctor: pass, feldsher: pass, registrar: 'scope.role', admin: pass }],
    [
      'prescription',
      prescriptionDocument(),
      { doctor: pass, feldsher: pass, registrar: 'scope.role', admin: pass },
    ],
    [
      'preferential prescription',
      { ...prescriptionDocument(), payment: 'preferential' },
      { doctor: pass, feldsher: 'prescription.feldsher-payment', registrar: 'scope.role', admin: pass },
    ],
    [
      'free prescription',
      { ...prescriptionDocument(), payment: 'free' },
      { doctor: pass, feldsher: 'prescription.feldsher-payment', registrar: 'scope.role', admin: pass },
    ],
    [
      'type of a newer version',
      futureDocument(),
      { doctor: pass, feldsher: pass, registrar: 'scope.role', admin: pass },
    ],
    [
      'document of another clinic',
      { ...patientDocument(), clinicId: 'other' },
      {
        doctor: 'scope.foreign-clinic',
        feldsher: 'scope.foreign-clinic',
        registrar: 'scope.foreign-clinic',
        admin: 'scope.foreign-clinic',
      },
    ],
  ]
  for (const [name, document, expected] of matrix)
    for (const author of roles)
      it(`a ${name} by a ${author}, whoever delivers it: ${expected[author] ?? 'passes'}`, () => {
        for (const session of roles)
          expect([session, problem(session, writtenBy(document, practitionerOf(author)))]).toEqual([
            session,
            expected[author],
          ])
      })

  it('judges by the role that the server knows, not by the one the document names', () => {
    const claimed = writtenBy(
      { ...prescriptionDocument(), payment: 'preferential' },
      practitionerOf('feldsher'),
    )
    expect((claimed.author as { role: string }).role).toBe('doctor')
    expect(problem('doctor', claimed)).toBe('prescription.feldsher-payment')
  })

  it('refuses an author nobody in the clinic knows, except from an administrator', () => {
    const foreign = byAuthor(patientDocument(), 'practitioner:other')
    const imported = byAuthor(patientDocument(), 'import:fhir')
    const { author: _, ...without } = patientDocument()
    for (const session of ['doctor', 'feldsher', 'registrar'] as const)
      for (const document of [foreign, imported, without, { ...without, author: { id: 7 } }])
        expect(problem(session, document)).toBe('scope.foreign-author')
    for (const document of [foreign, imported]) expect(problem('admin', document)).toBeUndefined()
    expect(problem('admin', without)).toBe('document.schema')
  })

  it('refuses a new signature of anybody but the author, and keeps one that was there', () => {
    const { signature } = prescriptionDocument()
    const signedByAnother = { ...prescriptionDocument(), ...byAuthor({}, practitionerOf('feldsher')) }
    for (const session of ['doctor', 'feldsher'] as const)
      expect(problem(session, signedByAnother)).toBe('scope.foreign-signature')
    const cancelled = { ...signedByAnother, status: 'cancelled', cancelReason: 'Ошибка', signature }
    expect(problem('feldsher', cancelled, prescriptionDocument())).toBeUndefined()
    expect(problem('admin', signedByAnother)).toBeUndefined()
  })

  it('S3 takes it when a feldsher cancels what a doctor prescribed free of charge, and nothing else of it', () => {
    const signed = { ...prescriptionDocument(), payment: 'free' }
    const byFeldsher = byAuthor(signed, practitionerOf('feldsher'))
    const cancelled = { ...byFeldsher, status: 'cancelled', cancelReason: 'Аллергия' }
    expect(problem('feldsher', cancelled, signed)).toBeUndefined()
    expect(problem('feldsher', { ...byFeldsher, payment: 'ordinary' }, signed)).toBe(
      'prescription.signed-immutable',
    )
    const { signature, ...unsigned } = signed
    expect(problem('feldsher', { ...byFeldsher, signature: undefined }, unsigned)).toBe(
      'prescription.feldsher-payment',
    )
  })

  it('takes a prescription that another person has cancelled before the server ever had it', () => {
    const cancelled = {
      ...prescriptionDocument(),
      ...byAuthor({}, practitionerOf('feldsher')),
      payment: 'preferential',
      status: 'cancelled',
      cancelReason: 'Ошибка',
    }
    for (const session of ['doctor', 'feldsher'] as const) expect(problem(session, cancelled)).toBeUndefined()
    // Not in the name of anybody: the signer is who prescribed it, and works here.
    const stranger = { ...cancelled.signature, practitionerId: 'practitioner:other' }
    const registrar = { ...cancelled.signature, practitionerId: practitionerOf('registrar') }
    for (const [signature, practitioner] of [
      [stranger, { ...cancelled.practitioner, id: 'practitioner:other' }],
      [registrar, { ...cancelled.practitioner, id: practitionerOf('registrar') }],
      [cancelled.signature, { ...cancelled.practitioner, id: practitionerOf('feldsher') }],
    ])
      expect(problem('doctor', { ...cancelled, signature, practitioner })).toBe('scope.foreign-signature')
  })
})

describe('S5 the schema', () => {
  it('refuses a document whose id does not begin with its type', () => {
    expect(problem('admin', { ...patientDocument(), _id: 'visit:1' })).toBe('document.id-type')
    expect(problem('admin', { ...patientDocument(), id: 'patient:2' })).toBe('document.id-type')
    expect(problem('admin', { ...patientDocument(), _id: 'patient' })).toBe('document.id-malformed')
    expect(problem('admin', { ...patientDocument(), _id: '_design/evil' })).toBe('document.id-malformed')
    expect(problem('admin', { ...patientDocument(), _id: 'patient:1&b=2' })).toBe('document.id-malformed')
  })

  it('names the fields that are wrong and never what they hold', () => {
    const document = {
      ...patientDocument(),
      birthDate: 'Ковалёва',
      sex: 'Ковалёва',
      address: { house: 'Ковалёва'.repeat(9) },
    }
    const found = clinicWriteProblem(
      staffOf('admin'),
      'clinic-demo',
      { id: 'patient:1', deleted: false, fields: document },
      undefined,
      personOfClinic,
      noKeys,
      noPlaces,
    )
    expect(found?.text).toContain('sex, birthDate, address.house')
    expect(found?.text).not.toContain('Ковал')
  })

  it('keeps unknown members of a known type and refuses an unsound envelope of an unknown one', () => {
    expect(problem('doctor', { ...patientDocument(), futureMember: { a: 1 } })).toBeUndefined()
    expect(problem('doctor', { ...futureDocument(), createdAt: 'yesterday' })).toBe('document.schema')
  })
})

describe('S9 an attachment', () => {
  it('is refused in a clinic, whoever brings it, while an empty list is none', () => {
    const attached = { ...patientDocument(), _attachments: { 'x.txt': { data: 'YQ==' } } }
    for (const role of roles) expect(problem(role, attached)).toBe('document.attachments')
    expect(problem('doctor', { ...patientDocument(), _attachments: {} })).toBeUndefined()
  })
})

describe('S6 a visit', () => {
  const visit = visitDocument()
  it('never changes, whoever asks', () => {
    for (const role of ['doctor', 'feldsher', 'admin'] as const) {
      expect(problem(role, { ...visit, complaints: 'Нет' }, visit)).toBe('visit.signed-immutable')
      expect(problem(role, { ...visit, status: 'entered-in-error' }, visit)).toBe('visit.signed-immutable')
      expect(problem(role, { _id: visit._id, _deleted: true }, visit)).toBe('visit.signed-immutable')
    }
  })

  it('may be written again as it is, whatever the order of its members', () => {
    const reordered = Object.fromEntries(Object.entries(visit).reverse()) as Wire
    expect(problem('doctor', reordered, visit)).toBeUndefined()
  })

  it('is amended by another document that replaces it', () => {
    expect(
      problem('doctor', { ...visitDocument('visit:2'), version: 2, rootId: visit._id, replaces: visit._id }),
    ).toBeUndefined()
  })
})

describe('S7 a signed prescription', () => {
  const signed = prescriptionDocument()
  it('changes in status, its reason, dispensing and the records of merges', () => {
    const next = {
      ...signed,
      status: 'cancelled',
      cancelReason: 'Непереносимость',
      dispensed: [{ id: 'dispense:1', at: '2026-11-23' }],
      merges: [],
    }
    expect(
      problem('doctor', { ...next, updatedAt: '2026-11-23T10:00:00.000Z-0000-test' }, signed),
    ).toBeUndefined()
  })

  it('changes in nothing else and is never deleted', () => {
    expect(problem('doctor', { ...signed, dosage: { text: 'По 2' } }, signed)).toBe(
      'prescription.signed-immutable',
    )
    const { signature: _, ...unsigned } = signed
    expect(problem('doctor', unsigned, signed)).toBe('prescription.signed-immutable')
    expect(problem('doctor', { _id: signed._id, _deleted: true }, signed)).toBe(
      'prescription.signed-immutable',
    )
    expect(problem('doctor', { ...unsigned, dosage: { text: 'По 2' } }, unsigned)).toBeUndefined()
    expect(problem('doctor', { _id: signed._id, _deleted: true }, unsigned)).toBeUndefined()
  })
})

describe('a tombstone', () => {
  it('is judged by the author it names, by the session when it names none, and needs no schema', () => {
    const byDoctor = { _id: 'condition:1', _deleted: true, author: { id: practitionerOf('doctor') } }
    expect(problem('registrar', byDoctor)).toBeUndefined()
    expect(problem('doctor', { ...byDoctor, author: { id: practitionerOf('registrar') } })).toBe('scope.role')
    expect(problem('doctor', { ...byDoctor, author: { id: 'practitioner:other' } })).toBe(
      'scope.foreign-author',
    )
    expect(problem('registrar', { _id: 'patient:1', _deleted: true }, patientDocument())).toBeUndefined()
    expect(problem('registrar', { _id: 'condition:1', _deleted: true })).toBe('scope.role')
  })
})
