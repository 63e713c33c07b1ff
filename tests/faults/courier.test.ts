import { describe, expect, it, vi } from 'vitest'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { type CourierIdentity, importCourierKeys } from '../../renderer/data/courier/courier-keys.ts'
import type { WorkplaceData } from '../../renderer/data/index.ts'
import { testContext, testPatient, testVisit, waitFor } from '../../renderer/data/testing/test-workplace.ts'
import { courierIdentity, courierKeys } from './courier-identity.ts'
import { clinic, clinicWith } from './line.ts'
import { oldClinic } from './old-clinic.ts'
import { setStage } from './stage.ts'

const stage = setStage()
const atCentre = testContext('one')
const atFap = testContext('two')

/** A PC with a link and a feldsher station that never has one. */
async function stations(at?: Awaited<ReturnType<typeof stage.server>>) {
  const server = at ?? (await stage.server())
  const centre = await stage.station('one', () => server)
  const fap = await stage.station('two', () => server)
  fap.line.cut(true)
  const [one, two] = await Promise.all([courierIdentity('one'), courierIdentity('two')])
  const from = async (data: WorkplaceData, who: CourierIdentity, to: string) => {
    const written = await data.courier.write(to, courierKeys[0]!, who)
    return { ...written, file: new Blob([written.bytes]) }
  }
  return {
    server,
    centre,
    fap,
    fromFap: (to = '*') => from(fap.data, two, to),
    fromCentre: (to = 'two') => from(centre.data, one, to),
    atCentre: (file: Blob) => centre.data.courier.read(file, courierKeys),
    atFap: (file: Blob) => fap.data.courier.read(file, courierKeys),
    settled: (data: WorkplaceData) => waitFor(data.sync.status, (status) => status.onlyHere === 0),
  }
}

const edited = (patient: Patient, change: Partial<Patient>, by = atCentre): Patient => ({
  ...patient,
  ...change,
  updatedAt: by.hybridClock.next(),
  author: by.author,
})

describe('a station without any link', () => {
  it('says since when its records are here, when they come from a PC that holds a part of the past', async () => {
    const server = await stage.server()
    const { patients, past } = await oldClinic(server)
    const { centre, fap, fromCentre, atFap } = await stations(server)
    const { id } = patients[0]!
    await waitFor(centre.data.sync.status, ({ phase }) => phase === 'idle', 20_000)
    const there = await waitFor(centre.data.history.ofPatient(id), ({ kind }) => kind === 'part', 15_000)
    await atFap((await fromCentre()).file)
    expect(await fap.data.visits.get(past[0]!.id)).toBeUndefined()
    expect((await fap.data.visits.ofPatient(id)).length).toBeGreaterThan(0)
    expect(await waitFor(fap.data.history.ofPatient(id), () => true)).toEqual(there)
    expect(await waitFor(fap.data.history.ofStation, () => true)).toEqual(there)
    // At the first contact it is brought as at any other PC.
    await fap.data.history.bring(id)
    await waitFor(fap.data.history.ofPatient(id), ({ kind }) => kind === 'wished')
    fap.line.cut(false)
    fap.data.sync.retryNow()
    await waitFor(fap.data.history.ofPatient(id), ({ kind }) => kind === 'whole', 20_000)
    expect(await fap.data.visits.get(past[0]!.id)).toEqual(past[0])
  })

  it('brings its records to the server by a file, and the receipt tells it that they are there', async () => {
    const world = await stations()
    const patient = testPatient(atFap)
    const visit = testVisit(atFap, patient.id, { complaints: 'кашель' })
    await world.fap.data.patients.save(patient)
    await world.fap.data.visits.save(visit)
    await waitFor(world.fap.data.sync.status, (status) => status.onlyHere === 2)

    const sent = await world.fromFap()
    expect(await world.atCentre(sent.file)).toMatchObject({ ok: true, value: { taken: 2, merged: 0 } })
    await world.settled(world.centre.data)
    expect((await world.server.ask('GET', `/${clinic}/${visit.id}`)).json.complaints).toBe('кашель')

    const back = await world.fromCentre()
    // Both stations have what the feldsher wrote: nothing but the receipt travels.
    expect(back.documents).toBe(0)
    expect(await world.atFap(back.file)).toMatchObject({ ok: true, value: { confirmed: 2, taken: 0 } })
    await world.settled(world.fap.data)
    const [peer] = await waitFor(world.fap.data.courier.peers, (peers) => peers.length === 1)
    expect(peer).toMatchObject({ station: 'one', name: 'ПК one' })
    expect(peer?.confirmedAt).toBeDefined()
    expect((await world.fromFap('one')).documents).toBe(0)
  })

  it('is told that nothing is left of a card that was made and deleted there before anybody heard of it', async () => {
    const world = await stations()
    const patient = testPatient(atFap)
    await world.fap.data.patients.save(patient)
    await world.fap.data.saveAll([{ ...edited(patient, {}, atFap), _deleted: true } as Patient], [patient])
    await waitFor(world.fap.data.sync.status, (status) => status.onlyHere === 1)
    await world.atCentre((await world.fromFap()).file)
    await world.settled(world.centre.data)
    expect(await world.centre.data.patients.get(patient.id)).toBeUndefined()
    await world.atFap((await world.fromCentre()).file)
    await world.settled(world.fap.data)
    expect((await world.fromFap('one')).documents).toBe(0)
  })

  it('counts a deletion that came by a file before the server heard of it, and tells nobody that it is there', async () => {
    const world = await stations()
    world.centre.line.cut(true)
    const patient = testPatient(atCentre)
    await world.centre.data.patients.save(patient)
    await world.centre.data.saveAll([{ ...edited(patient, {}), _deleted: true } as Patient], [patient])
    await world.atFap((await world.fromCentre()).file)
    await waitFor(world.fap.data.sync.status, ({ onlyHere }) => onlyHere === 1)
    await world.atCentre((await world.fromFap()).file)
    await waitFor(world.centre.data.sync.status, ({ onlyHere }) => onlyHere === 1)
    world.centre.line.cut(false)
    world.centre.data.sync.retryNow()
    await world.settled(world.centre.data)
    expect((await world.server.ask('GET', `/${clinic}/${patient.id}`)).json.reason).toBe('deleted')
    await world.atFap((await world.fromCentre()).file)
    await world.settled(world.fap.data)
  })

  it('keeps an edit of a card that was deleted elsewhere before the server heard of it, and asks', async () => {
    const world = await stations()
    world.centre.line.cut(true)
    const patient = testPatient(atCentre)
    await world.centre.data.patients.save(patient)
    await world.atFap((await world.fromCentre()).file)
    await world.centre.data.saveAll([{ ...edited(patient, {}), _deleted: true } as Patient])
    world.centre.line.cut(false)
    world.centre.data.sync.retryNow()
    await world.settled(world.centre.data)
    await world.fap.data.patients.save(edited(patient, { note: 'жив' }, atFap))
    const other = await stage.station('three', () => world.server)
    await other.data.courier.read((await world.fromFap()).file, courierKeys)
    await waitFor(other.data.sync.status, ({ phase, onlyHere }) => phase === 'idle' && onlyHere === 0)
    expect((await world.server.ask('GET', `/${clinic}/${patient.id}`)).json.note).toBe('жив')
    await waitFor(world.centre.data.inbox.watchOpen(), (items) => items.length === 1)
  })

  it('brings an older state of the server to a PC that has a later one, and nobody is asked', async () => {
    const world = await stations()
    const patient = testPatient(atCentre)
    await world.centre.data.patients.save(patient)
    await world.settled(world.centre.data)
    await world.atFap((await world.fromCentre()).file)
    const other = await stage.station('three', () => world.server)
    await other.data.patients.save(edited(patient, { bloodGroup: 'A+' }))
    await waitFor(other.data.sync.status, (status) => status.phase === 'idle' && status.onlyHere === 0)
    const late = await world.fromFap()
    expect(await other.data.courier.read(late.file, courierKeys)).toMatchObject({
      value: { taken: 0, merged: 0, unchanged: 1 },
    })
    expect(await other.data.patients.get(patient.id)).toMatchObject({ bloodGroup: 'A+' })
    expect(await waitFor(other.data.inbox.watchOpen(), () => true)).toEqual([])
  })

  it('is told of a deletion of which the server holds no more than the id, and its file is confirmed', async () => {
    const world = await stations()
    const [one, other] = [testPatient(atCentre), testPatient(atCentre)]
    for (const { id, ...card } of [one, other]) await world.server.ask('PUT', `/${clinic}/${id}`, card)
    await waitFor(world.centre.data.patients.watchAll(), (all) => all.length === 2)
    const removeAtServer = async (id: string) => {
      const { _rev } = (await world.server.ask('GET', `/${clinic}/${id}`)).json
      await world.server.ask('DELETE', `/${clinic}/${id}?rev=${_rev}`)
      await waitFor(world.centre.data.patients.watchAll(), (all) => all.every((each) => each.id !== id))
    }
    await removeAtServer(other.id)
    const whole = { taken: 1, unknown: 0 }
    expect(await world.atFap((await world.fromCentre()).file)).toMatchObject({ value: whole })
    await world.atCentre((await world.fromFap('one')).file)
    await removeAtServer(one.id)
    expect(await world.atFap((await world.fromCentre()).file)).toMatchObject({ value: whole })
    expect(await world.fap.data.patients.get(one.id)).toBeUndefined()
    expect((await world.fromFap('one')).documents).toBe(0)
  })

  it('sends what was not confirmed once more: a lost stick loses nothing', async () => {
    const world = await stations()
    const patient = testPatient(atFap)
    await world.fap.data.patients.save(patient)
    await world.fromFap()
    await world.fap.data.saveAll([edited(patient, { note: 'живёт одна' }, atFap)], [patient])
    const second = await world.fromFap()
    expect(await world.atCentre(second.file)).toMatchObject({ ok: true, value: { taken: 1 } })
    expect((await world.centre.data.patients.get(patient.id))?.note).toBe('живёт одна')
  })

  it('joins edits of both sides, and files that cross on the way end in the same card and one record', async () => {
    const world = await stations()
    const patient = testPatient(atFap)
    await world.fap.data.patients.save(patient)
    await world.atCentre((await world.fromFap()).file)
    await world.atFap((await world.fromCentre()).file)

    await world.centre.data.saveAll(
      [edited(patient, { bloodGroup: 'O(I)', birthDate: '1960-05-02' })],
      [patient],
    )
    await world.fap.data.saveAll(
      [edited(patient, { note: 'живёт одна', birthDate: '1961-05-01' }, atFap)],
      [patient],
    )
    const [toCentre, toFap] = await Promise.all([world.fromFap('one'), world.fromCentre()])
    expect(await world.atCentre(toCentre.file)).toMatchObject({ ok: true, value: { merged: 1 } })
    expect(await world.atFap(toFap.file)).toMatchObject({ ok: true, value: { merged: 1 } })
    const cards = () =>
      Promise.all([world.centre, world.fap].map(({ data }) => data.patients.get(patient.id)))
    for (const card of await cards()) {
      expect(card).toMatchObject({ bloodGroup: 'O(I)', note: 'живёт одна' })
      expect(['1960-05-02', '1961-05-01']).toContain(card?.birthDate)
    }

    await world.atCentre((await world.fromFap('one')).file)
    await world.atFap((await world.fromCentre()).file)
    const [a, b] = await cards()
    expect(a).toEqual(b)
    const boxes = await Promise.all(
      [world.centre, world.fap].map(({ data }) =>
        waitFor(data.inbox.watchOpen(), (items) => items.length > 0),
      ),
    )
    expect(boxes.map((items) => items.map(({ id }) => id))).toEqual([[boxes[0]![0]!.id], [boxes[0]![0]!.id]])
    expect(boxes[1]![0]).toMatchObject({ kind: 'conflict', documentId: patient.id })
  })

  it('is told of everything that is on the server, though one document is refused there and many files were on the way', async () => {
    const world = await stations()
    const bad = { ...testPatient(atFap), bloodGroup: 'x'.repeat(21) }
    const good = testPatient(atFap)
    await world.fap.data.patients.save(bad, good)
    world.centre.line.cut(true)
    await world.atCentre((await world.fromFap()).file)
    await world.atFap((await world.fromCentre()).file)
    // What was read is not sent again: its receipt must find it however many files follow.
    for (let lost = 0; lost < 6; lost++) await world.fromFap('one')
    world.centre.line.cut(false)
    world.centre.data.sync.retryNow()
    await waitFor(world.centre.data.sync.status, ({ onlyHere, refused }) => onlyHere === 1 && refused === 1)
    await world.atFap((await world.fromCentre()).file)
    await waitFor(world.fap.data.sync.status, ({ onlyHere }) => onlyHere === 1)
    const states = await waitFor(world.fap.data.sync.watchStates([bad.id, good.id]), () => true)
    expect([states.get(bad.id)?.kind, states.get(good.id)?.kind]).toEqual(['only-here', 'on-server'])
  })

  it('is not told by a receipt of what stood in an earlier file that nobody read', async () => {
    const world = await stations()
    const bad = { ...testPatient(atCentre), bloodGroup: 'x'.repeat(21) }
    await world.centre.data.patients.save(bad)
    await waitFor(world.centre.data.sync.status, ({ refused }) => refused === 1)
    await world.atFap((await world.fromCentre()).file)
    // For whoever it may be: everything is in it. The next one, for the centre, holds nothing that came from there.
    await world.fromFap()
    await world.atCentre((await world.fromFap('one')).file)
    await world.atFap((await world.fromCentre()).file)
    const states = await waitFor(world.fap.data.sync.watchStates([bad.id]), () => true)
    expect(states.get(bad.id)?.kind).toBe('only-here')
  })

  it('is told of what it was given before the server had it, as soon as the server has', async () => {
    const world = await stations()
    world.centre.line.cut(true)
    await world.centre.data.patients.save(testPatient(atCentre))
    expect(await world.atFap((await world.fromCentre()).file)).toMatchObject({ value: { taken: 1 } })
    await waitFor(world.fap.data.sync.status, ({ onlyHere }) => onlyHere === 1)
    // The receipt comes home first: both have it, and neither has anything new to say of it.
    await world.atCentre((await world.fromFap('one')).file)
    expect((await world.fromCentre()).documents).toBe(0)
    world.centre.line.cut(false)
    world.centre.data.sync.retryNow()
    await world.settled(world.centre.data)
    const news = await world.fromCentre()
    expect(news.documents).toBe(1)
    expect(await world.atFap(news.file)).toMatchObject({ value: { taken: 0, unchanged: 1 } })
    await world.settled(world.fap.data)
    await world.atCentre((await world.fromFap('one')).file)
    expect((await world.fromCentre()).documents).toBe(0)
  })

  it('L12 brings its trace of access to the server, and sends it until a receipt says that it is there', async () => {
    const world = await stations()
    await clinicWith(world.server, 'one', 'two')
    const patient = testPatient(atFap)
    await world.fap.data.patients.save(patient)
    const opens = (means: string) =>
      world.fap.data.audit.record({ action: 'printed', patientId: patient.id, means })
    const ofFap = async () => {
      const { json } = await world.server.ask('GET', `/api/clinics/demo/audit?patient=${patient.id}`)
      const events = (json.events as { station: string; means: string }[]).filter(
        ({ station }) => station === 'two',
      )
      return events.map(({ means }) => means).sort()
    }
    opens('first')
    // The first stick is lost; the second one brings what stood on it, too.
    await world.fromFap()
    opens('second')
    expect(await world.atCentre((await world.fromFap()).file)).toMatchObject({
      ok: true,
      value: { harmedTrace: 0 },
    })
    await vi.waitFor(async () => expect(await ofFap()).toHaveLength(2), 20_000)
    await world.settled(world.centre.data)
    await world.atFap((await world.fromCentre()).file)
    opens('third')
    await world.atCentre((await world.fromFap('one')).file)
    await vi.waitFor(async () => expect(await ofFap()).toHaveLength(3), 20_000)
    expect(await ofFap()).toEqual(['first', 'second', 'third'])
    const { json } = await world.server.ask('GET', '/api/clinics/demo/audit/verification', undefined, {
      as: 'admin:admin-secret',
    })
    const chain = (json.chains as { station: string }[]).find(({ station }) => station === 'two')
    expect(chain).toMatchObject({ events: 3, missing: [], altered: [], forked: [], broken: [] })
  })

  it('never changes a signed visit, whoever sends another one under its id', async () => {
    const world = await stations()
    const visit = testVisit(atFap, testPatient(atFap).id, { complaints: 'кашель' })
    await world.fap.data.visits.save(visit)
    await world.centre.data.visits.save({
      ...visit,
      complaints: 'боль',
      updatedAt: atCentre.hybridClock.next(),
    })
    await world.settled(world.centre.data)
    await world.atCentre((await world.fromFap()).file)
    expect((await world.centre.data.visits.get(visit.id))?.complaints).toBe('боль')
    const [record] = await waitFor(world.centre.data.inbox.watchOpen(), (items) => items.length === 1)
    expect(JSON.stringify([record!.local, record!.server])).toContain('кашель')
  })
})

describe('a file that something happened to', () => {
  it('is taken once: the second reading and an older file change nothing', async () => {
    const world = await stations()
    const patient = testPatient(atFap)
    await world.fap.data.patients.save(patient)
    const first = await world.fromFap()
    await world.fap.data.saveAll([edited(patient, { note: 'новее' }, atFap)], [patient])
    const second = await world.fromFap()
    await world.atCentre(second.file)
    for (const old of [first, second])
      expect(await world.atCentre(old.file)).toEqual({ ok: false, error: 'already-read' })
    expect((await world.centre.data.patients.get(patient.id))?.note).toBe('новее')
  })

  it('gives what came before the cut, is not confirmed, and goes on with the whole file', async () => {
    const world = await stations()
    const patients = Array.from({ length: 450 }, () => testPatient(atFap))
    await world.fap.data.patients.save(...patients)
    const { file } = await world.fromFap()
    const cut = await world.atCentre(file.slice(0, Math.floor(file.size * 0.6)))
    expect(cut).toMatchObject({ ok: true, value: { problem: 'cut-off', taken: 200 } })
    expect(await waitFor(world.centre.data.courier.peers, () => true)).toEqual([])
    // One of those that came, edited between the two readings: the edit stays. Ids of one millisecond have any order.
    const came = await Promise.all(patients.map(({ id }) => world.centre.data.patients.get(id)))
    const first = came.find((patient) => patient !== undefined)!
    await world.centre.data.saveAll([edited(first, { note: 'правка' })], [first])
    expect(await world.atCentre(file)).toMatchObject({ ok: true, value: { taken: 250, unchanged: 200 } })
    expect((await world.centre.data.patients.get(first.id))?.note).toBe('правка')
  })

  it('that was cut is not gone behind by an older one that comes late', async () => {
    const world = await stations()
    const patient = testPatient(atFap)
    await world.fap.data.patients.save(patient)
    const older = await world.fromFap()
    await world.fap.data.patients.save(edited(patient, { note: 'новее' }, atFap))
    await world.fap.data.visits.save(testVisit(atFap, patient.id))
    const { file } = await world.fromFap()
    // Patients come first: the card is in it.
    await world.atCentre(file.slice(0, file.size - 40))
    const noteAtCentre = async () => (await world.centre.data.patients.get(patient.id))?.note
    expect(await noteAtCentre()).toBe('новее')
    expect(await world.atCentre(older.file)).toMatchObject({ ok: true, value: { taken: 0, unchanged: 1 } })
    expect(await noteAtCentre()).toBe('новее')
    expect(await world.atCentre(file)).toMatchObject({ ok: true })
  })

  it('whose receipts alone came before the cut does not hide what an older one brings late', async () => {
    const world = await stations()
    // Two PCs with one restored draft: both write it, and neither knows of the other.
    const patient = testPatient(atCentre)
    await world.fap.data.patients.save(edited(patient, { bloodGroup: 'A+' }, atFap))
    const older = await world.fromFap()
    await world.centre.data.patients.save(edited(patient, { note: 'живёт одна' }))
    await world.atFap((await world.fromCentre()).file)
    const { file } = await world.fromFap()
    const view = new DataView(await file.arrayBuffer())
    // The header, and the first part, which holds the receipts.
    const header = 12 + view.getUint32(8)
    const cut = file.slice(0, header + 4 + view.getUint32(header))
    expect(await world.atCentre(cut)).toMatchObject({ value: { problem: 'cut-off', confirmed: 1, taken: 0 } })
    expect(await world.atCentre(older.file)).toMatchObject({ ok: true, value: { merged: 1 } })
    const both = { bloodGroup: 'A+', note: 'живёт одна' }
    expect(await world.centre.data.patients.get(patient.id)).toMatchObject(both)
    // What the receipt for the older file calls common is common.
    const again = edited((await world.centre.data.patients.get(patient.id))!, { birthDate: '1977-01-02' })
    await world.centre.data.patients.save(again)
    await world.atFap((await world.fromCentre()).file)
    const merged = { ...both, birthDate: '1977-01-02' }
    expect(await world.fap.data.patients.get(patient.id)).toMatchObject(merged)
  })

  it('is refused whole or in part when a bit was changed, and nothing of the changed part is taken', async () => {
    const world = await stations()
    await world.fap.data.patients.save(testPatient(atFap))
    const { bytes } = await world.fromFap()
    // The last part is empty; what stands before it is whole when only this one is changed.
    const lastPartBytes = 150
    let seed = 7
    for (let turn = 0; turn < 60; turn++) {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
      const changed = bytes.slice()
      changed[seed % (changed.length - lastPartBytes)]! ^= 1 << (turn % 8)
      const read = await world.atCentre(new Blob([changed]))
      expect(read.ok ? read.value.problem : read.error).toBeDefined()
      expect(read.ok ? read.value.taken : 0).toBe(0)
    }
  })

  it('opens with the clinic’s key alone and shows no word of a card without it', async () => {
    const world = await stations()
    await world.fap.data.patients.save(testPatient(atFap))
    const { bytes, file } = await world.fromFap()
    const text = new TextDecoder().decode(bytes)
    for (const word of ['Лукашевич', 'Мария', 'patient:', 'ПК two']) expect(text).not.toContain(word)
    const others = await importCourierKeys({
      keys: [{ id: 'k1', key: btoa('fedcba9876543210fedcba9876543210') }],
    })
    expect(await world.centre.data.courier.read(file, others)).toEqual({ ok: false, error: 'damaged' })
    expect(await world.centre.data.courier.read(new Blob(['{}']), courierKeys)).toEqual({
      ok: false,
      error: 'not-a-courier-file',
    })
    expect(await world.fap.data.courier.read(file, courierKeys)).toEqual({ ok: false, error: 'own-file' })
  })

  it('of a known station under another signature is refused', async () => {
    const world = await stations()
    await world.fap.data.patients.save(testPatient(atFap))
    await world.atCentre((await world.fromFap()).file)
    await world.fap.data.patients.save(testPatient(atFap))
    const forged = await world.fap.data.courier.write('one', courierKeys[0]!, await courierIdentity('two'))
    expect(await world.atCentre(new Blob([forged.bytes]))).toEqual({ ok: false, error: 'other-signature' })
  })
})

describe('a file from a station whose past is known in part', () => {
  /** Both PCs have the card from the server; then the feldsher's line is cut for good. */
  async function bothKnow(change: Partial<Patient> = {}) {
    const world = await stations()
    world.fap.line.cut(false)
    world.fap.data.sync.retryNow()
    const patient = testPatient(atCentre, change)
    await world.centre.data.patients.save(patient)
    await waitFor(world.fap.data.patients.watch(patient.id), (card) => card !== undefined)
    await waitFor(world.fap.data.sync.status, ({ phase }) => phase === 'idle')
    world.fap.line.cut(true)
    return { ...world, patient }
  }
  const conflicts = (data: WorkplaceData) => waitFor(data.inbox.watchOpen(), () => true)

  it('asks nobody about a card that only the sender edited', async () => {
    const { patient, ...world } = await bothKnow({ birthDate: '1960-05-01' })
    await world.fap.data.saveAll([edited(patient, { birthDate: '1961-05-01' }, atFap)], [patient])
    expect(await world.atCentre((await world.fromFap()).file)).toMatchObject({
      ok: true,
      value: { merged: 0, taken: 1 },
    })
    expect((await world.centre.data.patients.get(patient.id))?.birthDate).toBe('1961-05-01')
    expect(await conflicts(world.centre.data)).toEqual([])
  })

  it('joins edits of different fields on top of what both have from the server', async () => {
    const { patient, ...world } = await bothKnow()
    world.centre.line.cut(true)
    await world.centre.data.saveAll([edited(patient, { birthDate: '1961-05-01' })], [patient])
    await world.fap.data.saveAll([edited(patient, { bloodGroup: 'O(I)' }, atFap)], [patient])
    await world.atCentre((await world.fromFap()).file)
    expect(await world.centre.data.patients.get(patient.id)).toMatchObject({
      birthDate: '1961-05-01',
      bloodGroup: 'O(I)',
    })
    expect(await conflicts(world.centre.data)).toEqual([])
  })

  it('keeps an edit of what the sender has as it is on the server', async () => {
    const { patient, ...world } = await bothKnow()
    world.centre.line.cut(true)
    await world.centre.data.saveAll([edited(patient, { birthDate: '1961-05-01' })], [patient])
    expect(await world.atCentre((await world.fromFap()).file)).toMatchObject({
      value: { merged: 0, taken: 0 },
    })
    expect((await world.centre.data.patients.get(patient.id))?.birthDate).toBe('1961-05-01')
    expect(await conflicts(world.centre.data)).toEqual([])
  })
})
