import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { InboxItem } from './inbox/inbox.schema.ts'
import { merges } from './merges.ts'
import type { Patient } from './patient/patient.schema.ts'
import { prescriptionUpdateProblem } from './prescription/prescription.immutable.ts'
import type { Prescription } from './prescription/prescription.schema.ts'
import { visitUpdateProblem } from './visit/visit.immutable.ts'
import { type Visit, visitSchema } from './visit/visit.schema.ts'
import { rivalVersions, versionsOf } from './visit/visit.versions.ts'

const author = (name: string) => ({ id: `practitioner:${name}`, name, role: 'doctor' as const })
const envelope = {
  schemaVersion: 1,
  clinicId: 'demo',
  createdAt: '2026-11-01T08:00:00Z',
  updatedAt: '2026-11-01T08:00:00.000Z-0000-a',
  author: author('a'),
}
const later = { updatedAt: '2026-11-02T08:00:00.000Z-0000-b', author: author('b') }

const patient: Patient = {
  ...envelope,
  id: 'patient:1',
  type: 'patient',
  name: { family: 'Лукашевич', given: 'Мария' },
  sex: 'female',
  birthDate: '1960-05-01',
}
const allergy = {
  id: 'allergy:1',
  substance: { text: 'пенициллин' },
  category: 'medication' as const,
  criticality: 'low' as const,
  clinicalStatus: 'active' as const,
  recordedAt: '2026-11-02',
  recordedBy: author('b'),
}

describe('the merge of a patient', () => {
  it('unites contacts, flags and earlier names and takes who wrote later', () => {
    const local = {
      ...patient,
      contacts: [{ id: 'contact:1', system: 'phone' as const, value: '+375291111111' }],
    }
    const server = {
      ...patient,
      ...later,
      contacts: [{ id: 'contact:2', system: 'phone' as const, value: '+375292222222' }],
      previousNames: [{ id: 'name:1', family: 'Ковальчук' }],
    }
    const { document, conflicts } = merges.patients({ base: patient, local, server })
    expect(document.contacts?.map(({ id }) => id)).toEqual(['contact:1', 'contact:2'])
    expect(document.previousNames).toHaveLength(1)
    expect([document.author.name, document.updatedAt]).toEqual(['b', later.updatedAt])
    expect(conflicts).toEqual([])
  })

  it('keeps one of two names when both sides changed it, as a whole and with a record', () => {
    const local = { ...patient, name: { family: 'Лукашевіч', given: 'Мария' } }
    const server = { ...patient, name: { family: 'Лукашевич', given: 'Марыя' } }
    const { document, conflicts } = merges.patients({ base: patient, local, server })
    expect(document.name).toEqual(local.name)
    expect(merges.patients({ base: patient, local: server, server: local }).document.name).toEqual(local.name)
    expect(conflicts).toEqual([{ path: 'name', base: patient.name, local: local.name, server: server.name }])
  })

  it('lets an allergy stand against "none known" of the other side, and records it', () => {
    const none = { ...patient, noKnownAllergiesAt: '2026-11-02T08:00:00Z' }
    const has = { ...patient, allergies: [allergy] }
    for (const [local, server] of [
      [none, has],
      [has, none],
    ] as const) {
      const { document, conflicts } = merges.patients({ base: patient, local, server })
      expect(document.allergies).toEqual([allergy])
      expect(document.noKnownAllergiesAt).toBeUndefined()
      expect(conflicts.map(({ path }) => path)).toEqual(['noKnownAllergiesAt'])
    }
  })

  it('keeps fields of a newer version from both sides', () => {
    const local = { ...patient, fromHere: 1 }
    const server = { ...patient, fromThere: 2 }
    const { document } = merges.patients({ base: patient, local, server })
    expect(document).toMatchObject({ fromHere: 1, fromThere: 2 })
  })
})

describe('the merge of signed records', () => {
  const visit: Visit = {
    ...envelope,
    id: 'visit:1',
    type: 'visit',
    patientId: 'patient:1',
    kind: 'ambulatory',
    startedAt: '2026-11-01T08:00:00Z',
    diagnoses: [],
    status: 'signed',
    practitioner: author('a'),
    version: 1,
    rootId: 'visit:1',
    complaints: 'кашель',
  }
  const prescription: Prescription = {
    ...envelope,
    id: 'prescription:1',
    type: 'prescription',
    patientId: 'patient:1',
    status: 'active',
    medication: { inn: 'Амоксициллин' },
    dosage: { text: 'по 1 таблетке 3 раза в день' },
    payment: 'ordinary',
    issuedOn: '2026-11-01',
    practitioner: author('a'),
  }

  it('takes a visit whole from the server and records what was different here', () => {
    const local = { ...visit, complaints: 'боль', plan: 'покой' }
    const server = { ...visit, findings: 'хрипы' }
    const { document, conflicts } = merges.visits({ base: visit, local, server })
    expect(document).toEqual(server)
    expect(conflicts.map(({ path }) => path).sort()).toEqual(['complaints', 'plan'])
  })

  it('keeps both of two visits signed under one id: the other becomes a version beside', () => {
    const signature = { practitionerId: 'practitioner:a', name: 'a', signedAt: '2026-11-01T08:00:00Z' }
    const local = { ...visit, complaints: 'боль', signature }
    const server = { ...visit, signature }
    const { document, besides = [], conflicts } = merges.visits({ base: undefined, local, server })
    expect(document).toEqual(server)
    expect(conflicts.map(({ path }) => path)).toEqual(['complaints'])
    const [beside] = besides as Visit[]
    expect(beside).toMatchObject({ complaints: 'боль', signature, rootId: 'visit:1', signedAs: 'visit:1' })
    expect(visitSchema.safeParse(beside).success).toBe(true)
    expect(rivalVersions(versionsOf([document, beside!], 'visit:1'))).toHaveLength(1)
    expect(merges.visits({ base: undefined, local, server }).besides).toEqual(besides)
  })

  it('never takes another status: that a visit was entered in error comes as a new version', () => {
    const wrong = { ...visit, ...later, status: 'entered-in-error' as const }
    const { document, conflicts } = merges.visits({ base: visit, local: wrong, server: visit })
    expect(document).toEqual(visit)
    expect(conflicts).toEqual([
      { path: 'status', base: 'signed', local: 'entered-in-error', server: 'signed' },
    ])
    expect(merges.visits({ base: visit, local: visit, server: wrong })).toMatchObject({
      document: wrong,
      conflicts: [],
    })
  })

  const change = fc.record(
    {
      status: fc.constantFrom('active', 'signed', 'entered-in-error', 'cancelled', 'completed'),
      cancelReason: fc.constantFrom('ошибка', 'аллергия'),
      complaints: fc.constantFrom('боль', 'кашель'),
      dosage: fc.constantFrom({ text: 'по 2' }, { text: 'по 3' }),
      dispensed: fc.constantFrom(
        [{ id: 'dispense:1', at: '2026-11-02' }],
        [{ id: 'dispense:2', at: '2026-11-03' }],
      ),
      signature: fc.constantFrom({ practitionerId: 'practitioner:a' }, { practitionerId: 'practitioner:b' }),
      fromNewer: fc.constantFrom(1, 2),
      schemaVersion: fc.constantFrom(1, 2),
      createdAt: fc.constantFrom('2026-11-01T08:00:00Z', '2026-11-01T07:00:00Z'),
      updatedAt: fc.constantFrom('2026-11-01T08:00:00.000Z-0000-a', '2026-11-02T08:00:00.000Z-0000-b'),
      author: fc.constantFrom(author('a'), author('b')),
    },
    { requiredKeys: [] },
  )
  it('gives only what the rule of the server accepts on top of its own state', () => {
    const signed = { ...prescription, signature: { practitionerId: 'practitioner:a' } }
    fc.assert(
      fc.property(change, change, fc.boolean(), (here, there, knowsPast) => {
        const input = (start: object) =>
          ({
            base: knowsPast ? start : undefined,
            local: { ...start, ...here },
            server: { ...start, ...there },
          }) as never
        const merged = merges.visits(input(visit)).document
        expect(visitUpdateProblem({ ...visit, ...there }, merged)).toBeUndefined()
        const drug = merges.prescriptions(input(signed)).document
        expect(prescriptionUpdateProblem({ ...signed, ...there }, drug)).toBeUndefined()
      }),
    )
  })

  it('never mixes two doses, and keeps dispensing of both sides', () => {
    const dispensed = (id: string) => [{ id: `dispense:${id}`, at: '2026-11-02' }]
    const local = { ...prescription, dosage: { text: 'по 2 таблетки' }, dispensed: dispensed('1') }
    const server = { ...prescription, dosage: { text: 'по 3 таблетки' }, dispensed: dispensed('2') }
    const { document, conflicts } = merges.prescriptions({ base: prescription, local, server })
    expect(document.dosage).toEqual({ text: 'по 3 таблетки' })
    expect(document.dispensed).toHaveLength(2)
    expect(conflicts.map(({ path }) => path)).toEqual(['dosage'])
  })

  it('asks a person when a prescription was cancelled here and completed there', () => {
    const local = { ...prescription, status: 'cancelled' as const }
    const server = { ...prescription, status: 'completed' as const }
    const { document, conflicts } = merges.prescriptions({ base: prescription, local, server })
    expect(document.status).toBe('cancelled')
    expect(conflicts[0]).toMatchObject({ path: 'status', local: 'cancelled', server: 'completed' })
  })
})

describe('the merge of an inbox record', () => {
  const item: InboxItem = {
    ...envelope,
    id: 'inbox:1',
    type: 'inbox',
    kind: 'conflict',
    status: 'open',
    documentId: 'patient:1',
    documentType: 'patient',
    occurredAt: '2026-11-01T08:00:00Z',
  }
  it('is resolved once somebody resolved it, makes no conflict, and keeps both answers', () => {
    const solved = (choice: string): InboxItem => ({
      ...item,
      status: 'resolved',
      resolution: { choice, at: '2026-11-02T08:00:00Z', by: 'врач' },
    })
    const one = merges.inbox({ base: item, local: solved('server'), server: item })
    expect(one.document.status).toBe('resolved')
    const both = merges.inbox({ base: item, local: solved('local'), server: solved('server') })
    expect(both.conflicts).toEqual([])
    expect(both.document.resolution?.choice).toBe('local')
    expect(both.document.alsoResolved).toEqual([solved('server').resolution])
    const other = merges.inbox({ base: item, local: solved('server'), server: solved('local') })
    expect(other.document).toEqual(both.document)
  })

  it('is open again when it was taken back, and stays resolved when another person resolved it meanwhile', () => {
    const at = (time: string): InboxItem => ({
      ...item,
      status: 'resolved',
      resolution: { choice: 'fields', at: time, by: 'врач' },
    })
    const [first, second] = [at('2026-11-02T08:00:00Z'), at('2026-11-03T08:00:00Z')]
    expect(merges.inbox({ base: first, local: item, server: first }).document.status).toBe('open')
    const again = merges.inbox({ base: first, local: item, server: second }).document
    expect(again.resolution?.at).toBe('2026-11-03T08:00:00Z')
  })
})
