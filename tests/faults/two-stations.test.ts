import { describe, expect, it } from 'vitest'
import { settleConflict, undoSettlement } from '#shared/domain/inbox/settlement.commands.ts'
import type { Allergy, Patient } from '#shared/domain/patient/patient.schema.ts'
import type { Prescription } from '#shared/domain/prescription/prescription.schema.ts'
import { rivalVersions, versionsOf } from '#shared/domain/visit/visit.versions.ts'
import { testContext, testPatient, testVisit, waitFor } from '../../renderer/data/testing/test-workplace.ts'
import { clinic } from './line.ts'
import { setStage } from './stage.ts'

const context = testContext('one')
const other = testContext('two')
const stage = setStage()

const edited = (patient: Patient, change: Partial<Patient>, by = context): Patient => ({
  ...patient,
  ...change,
  updatedAt: by.hybridClock.next(),
  author: by.author,
})
const allergy = (substance: string, by = context): Allergy => ({
  id: by.makeId('allergy'),
  substance: { text: substance },
  category: 'medication',
  criticality: 'high',
  clinicalStatus: 'active',
  recordedAt: '2026-11-20',
  recordedBy: by.author,
})

/** Two stations that have the same card, both cut off. */
async function apart(patient = testPatient(context)) {
  const server = await stage.server()
  const one = await stage.station('one', () => server)
  const two = await stage.station('two', () => server)
  await one.data.patients.save(patient)
  await waitFor(two.data.patients.watch(patient.id), (value) => value !== undefined)
  await waitFor(one.data.sync.status, (status) => status.onlyHere === 0 && status.phase === 'idle')
  one.line.cut(true)
  two.line.cut(true)
  const together = async () => {
    for (const { line, data } of [one, two]) {
      line.cut(false)
      data.sync.retryNow()
      await waitFor(data.sync.status, (status) => status.onlyHere === 0 && status.phase === 'idle')
    }
  }
  return { server, one, two, patient, together }
}

describe('two stations edit one card offline', () => {
  it('T3: different fields and allergies of both sides survive on both stations and on the server', async () => {
    const { server, one, two, patient, together } = await apart()
    await one.data.saveAll(
      [edited(patient, { bloodGroup: 'O(I)', allergies: [allergy('пенициллин')] })],
      [patient],
    )
    const theirs = { note: 'живёт одна', allergies: [allergy('йод', other)] }
    await two.data.saveAll([edited(patient, theirs, other)], [patient])
    await together()
    const complete = (value: Patient | undefined) =>
      value?.bloodGroup === 'O(I)' && value.note === 'живёт одна' && value.allergies?.length === 2
    const [a, b] = await Promise.all(
      [one, two].map(({ data }) => waitFor(data.patients.watch(patient.id), complete)),
    )
    expect(a).toEqual(b)
    const [record] = a!.merges!
    expect([record!.local.author.id, record!.server.author.id].sort()).toEqual([
      'practitioner:one',
      'practitioner:two',
    ])
    expect(record!.fields.map(({ path }) => path)).toContain('bloodGroup')
    expect((await server.ask('GET', `/${clinic}/${patient.id}`)).json.allergies).toHaveLength(2)
    expect(await waitFor(one.data.inbox.watchOpen(), () => true)).toEqual([])
  })

  it('T3: the same field edited twice ends with one of the two on both stations, and one record with both', async () => {
    const { one, two, patient, together } = await apart()
    await one.data.saveAll([edited(patient, { birthDate: '1960-05-02' })], [patient])
    await two.data.saveAll([edited(patient, { birthDate: '1961-05-01' }, other)], [patient])
    await together()
    const boxes = await Promise.all(
      [one, two].map(({ data }) => waitFor(data.inbox.watchOpen(), (items) => items.length === 1)),
    )
    expect(boxes[0]![0]!.id).toBe(boxes[1]![0]!.id)
    const [record] = boxes[0]!
    const field = { path: 'birthDate', base: '1960-05-01', local: '1961-05-01', server: '1960-05-02' }
    expect(record).toMatchObject({ kind: 'conflict', documentId: patient.id, fields: [field] })
    expect(record!.local).toMatchObject({ birthDate: '1961-05-01' })
    expect(record!.server).toMatchObject({ birthDate: '1960-05-02' })
    for (const { data } of [one, two])
      await waitFor(data.patients.watch(patient.id), (value) => value?.birthDate === '1961-05-01')
  })

  it('settled on one station it is gone on the other, and comes back there when that is taken back', async () => {
    const { one, two, patient, together } = await apart()
    await one.data.saveAll([edited(patient, { birthDate: '1960-05-02' })], [patient])
    await two.data.saveAll([edited(patient, { birthDate: '1961-05-01' }, other)], [patient])
    await together()
    const [record] = await waitFor(one.data.inbox.watchOpen(), (items) => items.length === 1)
    const asked = await waitFor(
      one.data.patients.watch(patient.id),
      (card) => card?.birthDate === '1961-05-01',
    )
    const settled = settleConflict(record!, asked!, { birthDate: 'server' }, context)
    if (!settled.ok) throw new Error('not settled')
    await one.data.saveAll([settled.value.document, settled.value.item], [asked!, record!])
    await waitFor(two.data.inbox.watchOpen(), (items) => items.length === 0)
    const there = await waitFor(
      two.data.patients.watch(patient.id),
      (card) => card?.birthDate === '1960-05-02',
    )
    // Somebody writes something else before it is taken back.
    await two.data.saveAll([edited(there!, { bloodGroup: 'O(I)' }, other)], [there!])
    const now = await waitFor(one.data.patients.watch(patient.id), (card) => card?.bloodGroup === 'O(I)')
    const undone = undoSettlement(settled.value.item, now!, context)
    if (!undone.ok) throw new Error('not undone')
    await one.data.saveAll([undone.value.document, undone.value.item], [now!, settled.value.item])
    await waitFor(two.data.inbox.watchOpen(), (items) => items.length === 1)
    const back = await waitFor(
      two.data.patients.watch(patient.id),
      (card) => card?.birthDate === '1961-05-01',
    )
    expect(back?.bloodGroup).toBe('O(I)')
  })

  it('two persons settle it at once and differently: all agree, and a new record asks again', async () => {
    const { server, one, two, patient, together } = await apart()
    await one.data.saveAll([edited(patient, { birthDate: '1960-05-02' })], [patient])
    await two.data.saveAll([edited(patient, { birthDate: '1961-05-01' }, other)], [patient])
    await together()
    for (const { data } of [one, two]) await waitFor(data.inbox.watchOpen(), (items) => items.length === 1)
    for (const { line } of [one, two]) line.cut(true)
    for (const [{ data }, by, choice] of [
      [one, context, 'local'],
      [two, other, 'server'],
    ] as const) {
      const [record] = await waitFor(data.inbox.watchOpen(), (items) => items.length === 1)
      const card = await waitFor(data.patients.watch(patient.id), (each) => each !== undefined)
      const settled = settleConflict(record!, card!, { birthDate: choice }, by)
      if (!settled.ok) throw new Error('not settled')
      await data.saveAll([settled.value.document, settled.value.item], [card!, record!])
    }
    await together()
    const again = await Promise.all(
      [one, two].map(({ data }) => waitFor(data.inbox.watchOpen(), (items) => items.length === 1)),
    )
    expect(again[0]![0]!.id).toBe(again[1]![0]!.id)
    const onServer = (await server.ask('GET', `/${clinic}/${patient.id}`)).json.birthDate
    for (const { data } of [one, two])
      await waitFor(data.patients.watch(patient.id), (card) => card?.birthDate === onServer)
    const first = await waitFor(
      one.data.inbox.watchResolved(),
      (items) => items[0]?.alsoResolved?.length === 1,
    )
    expect(first).toHaveLength(1)
  })

  it('a signed prescription dispensed by two stations keeps both, and its dose as it was signed', async () => {
    const { server, one, two, patient, together } = await apart()
    const prescription: Prescription = {
      id: 'prescription:same',
      type: 'prescription',
      schemaVersion: 1,
      clinicId: 'demo',
      createdAt: '2026-11-22T08:00:00.000Z',
      updatedAt: context.hybridClock.next(),
      author: context.author,
      patientId: patient.id,
      status: 'active',
      medication: { inn: 'Амоксициллин' },
      dosage: { text: 'по 1 таблетке 3 раза в день' },
      payment: 'ordinary',
      issuedOn: '2026-11-22',
      practitioner: context.author,
      signature: {
        practitionerId: context.author.id,
        name: context.author.name,
        signedAt: '2026-11-22T09:00:00Z',
      },
    }
    await one.data.prescriptions.save(prescription)
    await together()
    await waitFor(two.data.prescriptions.watch(prescription.id), (each) => each !== undefined)
    for (const { line } of [one, two]) line.cut(true)
    const dispense = (by: typeof context, id: string) => ({
      ...prescription,
      updatedAt: by.hybridClock.next(),
      author: by.author,
      dispensed: [{ id: `dispense:${id}`, at: '2026-11-23' }],
    })
    await one.data.saveAll([dispense(context, '1')], [prescription])
    await two.data.saveAll([dispense(other, '2')], [prescription])
    await together()
    for (const { data } of [one, two])
      await waitFor(data.prescriptions.watch(prescription.id), (each) => each?.dispensed?.length === 2)
    const there = (await server.ask('GET', `/${clinic}/${prescription.id}`)).json
    expect([there.dosage, there.merges.length]).toEqual([prescription.dosage, 1])
    expect(await waitFor(one.data.sync.status, () => true)).toMatchObject({ refused: 0 })
  })

  it('T3: two visits signed under one id both stay, as versions of one visit, on both stations', async () => {
    const { one, two, patient, together } = await apart()
    const signed = (by: typeof context, complaints: string) =>
      testVisit(by, patient.id, {
        id: 'visit:same',
        rootId: 'visit:same',
        complaints,
        signature: {
          practitionerId: by.author.id,
          name: by.author.name,
          signedAt: '2026-11-22T09:00:00Z',
        },
      })
    await one.data.visits.save(signed(context, 'кашель'))
    await two.data.visits.save(signed(other, 'боль'))
    await together()
    for (const { data } of [one, two]) {
      const visits = await waitFor(data.visits.watchOfPatient(patient.id), (list) => list.length === 2)
      expect(visits.map(({ complaints }) => complaints).sort()).toEqual(['боль', 'кашель'])
      expect(rivalVersions(versionsOf(visits, 'visit:same'))).toHaveLength(1)
    }
  })

  it('T3: a signed visit that differs is taken whole from the server and never mixed', async () => {
    const { one, two, patient, together } = await apart()
    const visit = testVisit(context, patient.id, { complaints: 'кашель', plan: 'покой' })
    await one.data.visits.save(visit)
    await two.data.saveAll([{ ...visit, complaints: 'боль', plan: 'осмотр', author: other.author }], [visit])
    await together()
    const seen = await waitFor(two.data.visits.watch(visit.id), (value) => value?.complaints === 'кашель')
    expect(seen?.plan).toBe('покой')
    const [record] = await waitFor(two.data.inbox.watchOpen(), (items) => items.length === 1)
    expect(record!.local).toMatchObject({ complaints: 'боль', plan: 'осмотр' })
  })

  it('T6: a deletion on the server against an edit here ends: the edit stays, is sent once, and is recorded', async () => {
    const { server, one, patient, together } = await apart()
    const { json } = await server.ask('GET', `/${clinic}/${patient.id}`)
    await server.ask('DELETE', `/${clinic}/${patient.id}?rev=${json._rev}`)
    await one.data.saveAll([edited(patient, { note: 'правка' })], [patient])
    const before = one.line.asked.length
    await together()
    const [record] = await waitFor(one.data.inbox.watchOpen(), (items) => items.length === 1)
    expect(record!.fields).toEqual([{ path: '', local: 'edited', server: 'deleted' }])
    expect((await server.ask('GET', `/${clinic}/${patient.id}`)).json.note).toBe('правка')
    await new Promise((resolve) => setTimeout(resolve, 700))
    const pushes = one.line.asked.slice(before).filter((line) => line.includes('_bulk_docs'))
    expect(pushes.length).toBeLessThanOrEqual(4)
  })

  it('T6: a deletion that nobody edited against takes the document away here', async () => {
    const { server, two, patient, together } = await apart()
    const { json } = await server.ask('GET', `/${clinic}/${patient.id}`)
    await server.ask('DELETE', `/${clinic}/${patient.id}?rev=${json._rev}`)
    await together()
    expect(await waitFor(two.data.patients.watch(patient.id), (value) => value === undefined)).toBeUndefined()
    expect(await waitFor(two.data.inbox.watchOpen(), () => true)).toEqual([])
  })
})
