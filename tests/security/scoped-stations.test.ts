import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import type { WorkplaceData } from '../../renderer/data/index.ts'
import type { OpenOptions } from '../../renderer/data/options.ts'
import {
  type Disk,
  newDisk,
  openStation,
  testContext,
  testVisit,
  waitFor,
} from '../../renderer/data/testing/test-workplace.ts'
import type { RunningServer } from '../contracts/running-server.ts'
import { createLine } from '../faults/line.ts'
import {
  type Person,
  practitionerOf,
  putAccount,
  recordsOf,
  scopedClinicForEach,
  signIn,
} from './scoped-clinic.ts'

// The scope of the server seen from the real store of a PC.
const start = Date.parse('2026-11-25T08:00:00Z')
let nowMs = start
let server: RunningServer
const open = new Set<WorkplaceData>()
beforeEach(() => {
  nowMs = start
})
scopedClinicForEach(
  (started) => {
    server = started
  },
  { clock: { now: () => nowMs } },
)
// Before the server stops: what ends last was begun first.
afterEach(async () => {
  await Promise.all([...open].map((data) => data.close()))
  open.clear()
})

/** A person works on a PC; the same name and disk are the same PC. */
async function station(person: Person, disk = newDisk(), pc = 'pc', more: Pick<OpenOptions, 'people'> = {}) {
  const line = createLine(() => server, signIn(person))
  const data = await openStation(pc, disk, line.fetch, { context: testContext(person), ...more })
  open.add(data)
  const close = async () => {
    open.delete(data)
    await data.close()
  }
  return { data, line, disk, close }
}
type Station = Awaited<ReturnType<typeof station>>

const patientsOf = ({ data }: Station, ...letters: string[]) =>
  waitFor(
    data.patients.watchAll(),
    (patients) =>
      patients
        .map(({ id }) => id)
        .sort()
        .join() === letters.map((each) => `patient:${each}`).join(),
  )
const caughtUp = ({ data }: Station) =>
  waitFor(data.sync.status, ({ phase, onlyHere }) => phase === 'idle' && onlyHere === 0)
const asDoctor = (method: string, path: string, body?: unknown) =>
  server.ask(method, `/clinic-demo${path}`, body, { as: signIn('doctor') })
async function move(letter: string, settlement: string) {
  const { json } = await asDoctor('GET', `/patient:${letter}`)
  await asDoctor('PUT', `/patient:${letter}`, { ...recordsOf(letter, settlement)[0]!, _rev: json._rev })
}

describe('the station of a feldsher', () => {
  it('S21 has the patients of the own villages with their visits, and no other', async () => {
    const one = await station('feldsherA')
    await patientsOf(one, 'a', 'n')
    await waitFor(one.data.visits.watchOfPatient('patient:a'), (visits) => visits.length === 1)
    await caughtUp(one)
    expect(await one.data.visits.get('visit:b')).toBeUndefined()
  })

  it('S22 gets a patient who moves into the village, with what was written long before', async () => {
    const one = await station('feldsherB')
    await patientsOf(one, 'b', 'n')
    await caughtUp(one)
    await move('a', 'Луговая')
    await patientsOf(one, 'a', 'b', 'n')
    await waitFor(one.data.visits.watchOfPatient('patient:a'), (visits) => visits.length === 1)
    await waitFor(one.data.prescriptions.watchOfPatient('patient:a'), (each) => each.length === 1)
  })

  it('S25 gets the patients of other villages while it runs, when the account is given them', async () => {
    const one = await station('feldsherA')
    await patientsOf(one, 'a', 'n')
    await caughtUp(one)
    await putAccount(server, 'feldsherA', { villages: ['д. Заречье', 'Луговая'] })
    await patientsOf(one, 'a', 'b', 'n')
    await waitFor(one.data.visits.watchOfPatient('patient:b'), (visits) => visits.length === 1)
  })

  it('S24 gets a card that is opened for a reason, and hears no more of it when the time is over', async () => {
    const one = await station('feldsherA')
    await patientsOf(one, 'a', 'n')
    await caughtUp(one)
    const path = '/api/clinics/demo/patients/patient:b/openings'
    const opened = await server.ask(
      'POST',
      path,
      { reason: { code: 'emergency' } },
      { as: signIn('feldsherA') },
    )
    expect([opened.status, opened.json.until]).toEqual([201, '2026-11-26T08:00:00.000Z'])
    await patientsOf(one, 'a', 'b', 'n')
    await waitFor(one.data.visits.watchOfPatient('patient:b'), (visits) => visits.length === 1)
    const visit = testVisit(testContext('feldsherA'), 'patient:b')
    await one.data.visits.save(visit)
    await caughtUp(one)
    expect((await asDoctor('GET', `/${visit.id}`)).status).toBe(200)

    nowMs += 25 * 3600_000
    await move('b', 'д. Дальняя')
    await asDoctor('POST', '/_bulk_docs', { docs: recordsOf('z', 'Заречье') })
    await patientsOf(one, 'a', 'b', 'n', 'z')
    expect((await one.data.patients.get('patient:b'))?.address?.settlement).toBe('аг. Луговая')
  })

  it('S23 shows a document of a foreign patient as refused, keeps it, and sends the others', async () => {
    const one = await station('feldsherA')
    await patientsOf(one, 'a', 'n')
    const context = testContext('feldsherA')
    const [own, foreign] = [testVisit(context, 'patient:a'), testVisit(context, 'patient:b')]
    await one.data.visits.save(foreign, own)
    await waitFor(one.data.sync.status, ({ refused, onlyHere }) => refused === 1 && onlyHere === 1)
    expect((await asDoctor('GET', `/${own.id}`)).status).toBe(200)
    expect((await asDoctor('GET', `/${foreign.id}`)).status).toBe(404)
    const isRefusal = ({ kind, documentId }: InboxItem) => kind === 'refusal' && documentId === foreign.id
    const items = await waitFor(one.data.inbox.watchOpen(), (all) => all.some(isRefusal))
    expect(items.find(isRefusal)?.reason?.text).toContain('scope.patient')
    expect(await one.data.visits.get(foreign.id)).toBeDefined()
  })

  it('S22 S23 sends what was written for a patient who is outside as soon as the patient is back, and merges it', async () => {
    const one = await station('feldsherA')
    await patientsOf(one, 'a', 'n')
    await caughtUp(one)
    await move('a', 'Луговая')
    const known = (await one.data.patients.get('patient:a'))!
    const updatedAt = testContext('feldsherA').hybridClock.next()
    await one.data.saveAll([{ ...known, note: 'не слышит правым ухом', updatedAt }], [known])
    const visit = testVisit(testContext('feldsherA'), 'patient:a')
    await one.data.visits.save(visit)
    await waitFor(one.data.sync.status, ({ refused, onlyHere }) => refused === 2 && onlyHere === 2)
    expect((await asDoctor('GET', '/patient:a')).json.note).not.toBe('не слышит правым ухом')

    await move('a', 'аг. Заречье')
    await waitFor(one.data.sync.status, ({ refused, onlyHere }) => refused === 0 && onlyHere === 0)
    expect((await asDoctor('GET', `/${visit.id}`)).status).toBe(200)
    const { json } = await asDoctor('GET', '/patient:a')
    expect([json.note, json.address.settlement]).toEqual(['не слышит правым ухом', 'аг. Заречье'])
    await waitFor(one.data.inbox.watchOpen(), (all) =>
      all.every(({ documentId }) => ![visit.id, 'patient:a'].includes(documentId)),
    )
  })
})

describe('the past on the station of a feldsher', () => {
  const old = (letter: string, number: number) => ({
    ...recordsOf(letter, undefined)[1]!,
    _id: `visit:${letter}-old-${number}`,
    rootId: `visit:${letter}-old-${number}`,
    startedAt: '2021-03-01T08:00:00Z',
    createdAt: '2021-03-01T08:00:00Z',
    updatedAt: '2021-03-01T08:00:00.000Z-0000-old',
  })

  it('S21 S33 comes for own patients; of a foreign one it is said that the server shows nothing', async () => {
    const docs = [old('a', 1), old('a', 2), old('b', 1)]
    const written = await server.ask('POST', '/clinic-demo/_bulk_docs', { docs }, { as: signIn('doctor') })
    expect((written.json as { error?: string }[]).filter(({ error }) => error)).toEqual([])
    const feldsher = await station('feldsherA')
    await caughtUp(feldsher)
    const { data } = feldsher
    expect(await data.visits.get('visit:a-old-1')).toBeUndefined()
    await data.history.bring('patient:a')
    await waitFor(data.history.ofPatient('patient:a'), ({ kind }) => kind === 'whole')
    expect(await data.visits.get('visit:a-old-2')).toMatchObject({ patientId: 'patient:a' })
    // Nothing of the other village, whoever asks for it.
    await data.history.bring('patient:b')
    await waitFor(data.history.ofPatient('patient:b'), ({ kind }) => kind === 'unseen')
    expect(await data.visits.get('visit:b-old-1')).toBeUndefined()
  })
})

describe('a PC that people with different scopes share', () => {
  it('S25 misses nothing of what was written while somebody else worked on it', async () => {
    const first = await station('doctor')
    await patientsOf(first, 'a', 'b', 'n')
    await caughtUp(first)
    await first.close()

    const second = await station('feldsherA', first.disk)
    await caughtUp(second)
    await asDoctor('POST', '/_bulk_docs', {
      docs: [...recordsOf('x', 'Луговая'), ...recordsOf('y', 'Заречье')],
    })
    await patientsOf(second, 'a', 'b', 'n', 'y')
    await caughtUp(second)
    await second.close()

    const third = await station('doctor', first.disk)
    await patientsOf(third, 'a', 'b', 'n', 'x', 'y')
    await waitFor(third.data.visits.watchOfPatient('patient:x'), (visits) => visits.length === 1)
  })

  it('S25 goes on for each where they were, and does not read everything again', async () => {
    const disk = newDisk()
    // How far somebody has read is noted a moment later; a busy machine is given more of them.
    let momentMs = 150
    const work = async (person: Person) => {
      const { data, line, close } = await station(person, disk)
      await caughtUp({ data, line, disk, close })
      await new Promise((wake) => setTimeout(wake, momentMs))
      await close()
      return line.asked.filter((asked) => asked.includes('since=0')).length
    }
    const workInTurns = async () => {
      momentMs *= 2
      return [await work('doctor'), await work('feldsherA')]
    }
    await workInTurns()
    await expect.poll(workInTurns).toEqual([0, 0])
  })

  it('S23 sends what the doctor wrote in the session of the feldsher, for whose villages it is not', async () => {
    const first = await station('doctor')
    await patientsOf(first, 'a', 'b', 'n')
    await caughtUp(first)
    first.line.cut(true)
    const visit = testVisit(testContext('doctor'), 'patient:b')
    await first.data.visits.save(visit)
    await first.close()
    const second = await station('feldsherA', first.disk)
    await caughtUp(second)
    const { json } = await asDoctor('GET', `/${visit.id}`)
    expect(json.author.id).toBe(practitionerOf('doctor'))
  })
})

describe('S33 copies of patients who left', () => {
  const worksAlone = { people: async () => [practitionerOf('feldsherA')] }
  const bothFeldshers = { people: async () => [practitionerOf('feldsherA'), practitionerOf('feldsherB')] }
  /** A day of work on this PC until the server has everything and was asked what left. */
  async function work(person: Person, disk: Disk, who: Pick<OpenOptions, 'people'>) {
    const one = await station(person, disk, 'pc', who)
    await caughtUp(one)
    await expect.poll(() => one.line.asked.some((path) => path.includes('held-documents'))).toBe(true)
    return one
  }

  it('S33 go from the PC at the next contact, with all that was noted of them, and are told of', async () => {
    const before = await work('feldsherA', newDisk(), worksAlone)
    await patientsOf(before, 'a', 'n')
    const known = (await before.data.patients.get('patient:a'))!
    const updatedAt = testContext('feldsherA').hybridClock.next()
    // Written here and sent: the server's state is noted beside the row, too.
    await before.data.saveAll([{ ...known, note: 'не слышит правым ухом', updatedAt }], [known])
    await caughtUp(before)
    await before.close()
    await move('a', 'Луговая')

    const after = await work('feldsherA', before.disk, worksAlone)
    await patientsOf(after, 'n')
    expect(await after.data.visits.ofPatient('patient:a')).toEqual([])
    await waitFor(after.data.sync.status, ({ remarks = [] }) =>
      remarks.some((remark) => remark.kind === 'copies-removed' && remark.patients === 1),
    )
    expect((await after.data.audit.ofPatient('patient:a')).map(({ action }) => action)).toContain(
      'copy-removed',
    )
    await after.close()
    const rows = await rowsOn(before.disk)
    expect(rows.filter((id) => /^(patient|visit|prescription|inbox):a\b/.test(id))).toEqual([])
    expect(rows.filter((id) => id === 'visit:n')).toHaveLength(1)
    // Nobody has deleted anything.
    expect((await asDoctor('GET', '/patient:a')).json.address.settlement).toBe('Луговая')
    expect((await asDoctor('GET', '/visit:a')).status).toBe(200)

    await move('a', 'д. Заречье')
    const back = await station('feldsherA', before.disk, 'pc', worksAlone)
    await patientsOf(back, 'a', 'n')
    await waitFor(back.data.visits.watchOfPatient('patient:a'), (visits) => visits.length === 1)
  })

  it('S33 stay while something of the patient is only here, and go when that is settled', async () => {
    const one = await work('feldsherA', newDisk(), worksAlone)
    await patientsOf(one, 'a', 'n')
    await one.close()
    await move('a', 'Луговая')
    const visit = testVisit(testContext('feldsherA'), 'patient:a')
    const two = await station('feldsherA', one.disk, 'pc', worksAlone)
    await two.data.visits.save(visit)
    await waitFor(two.data.sync.status, ({ phase, refused }) => phase === 'idle' && refused === 1)
    await expect.poll(() => two.line.asked.filter((path) => path.includes('held-documents'))).toHaveLength(2)
    expect((await two.data.visits.ofPatient('patient:a')).map(({ id }) => id)).toContain(visit.id)
    expect(await two.data.patients.get('patient:a')).toBeDefined()
    expect(await two.data.sync.withdraw(visit.id)).toBe(true)
    await caughtUp(two)
    await two.close()
    const three = await work('feldsherA', one.disk, worksAlone)
    await patientsOf(three, 'n')
  })

  it('S33 stay as long as anybody who can unlock the PC sees the patient, or has not been asked', async () => {
    const disk = newDisk()
    for (const person of ['feldsherA', 'feldsherB'] as const) {
      const { close } = await work(person, disk, bothFeldshers)
      await close()
    }
    const workedOn = async (person: Person, ...letters: string[]) => {
      const one = await work(person, disk, bothFeldshers)
      await patientsOf(one, ...letters)
      // What was answered is noted; a PC that is closed before asks again.
      await new Promise((wake) => setTimeout(wake, 1000))
      await one.close()
    }
    await move('a', 'Луговая')
    await workedOn('feldsherB', 'a', 'b', 'n')
    await workedOn('feldsherA', 'a', 'b', 'n')
    await move('a', 'д. Дальняя')
    await workedOn('feldsherA', 'a', 'b', 'n')
    await workedOn('feldsherB', 'b', 'n')
  })

  it('S33 are told of to nobody who does not name the revision', async () => {
    const rev = (await asDoctor('GET', '/visit:b')).json._rev
    const ask = (documents: Record<string, string>) =>
      server.ask('POST', '/api/clinics/demo/held-documents', { documents }, { as: signIn('feldsherA') })
    expect((await ask({ 'visit:b': rev })).json.unseen).toEqual(['visit:b'])
    expect((await ask({ 'visit:b': '1-made', 'visit:q': rev, 'visit:a': rev })).json.unseen).toEqual([])
  })
})

/** The ids of all rows that lie on this disk, notes of the replication included. */
async function rowsOn(disk: Disk): Promise<string[]> {
  const ids: string[] = []
  for (const { name = '' } of await disk.databases()) {
    const open = disk.open(name)
    const database = await new Promise<IDBDatabase>((resolve) => {
      open.onsuccess = () => resolve(open.result)
    })
    if (database.objectStoreNames.contains('docs')) {
      const keys = database.transaction('docs').objectStore('docs').getAllKeys()
      await new Promise((resolve) => {
        keys.onsuccess = resolve
      })
      ids.push(...keys.result.map(String))
    }
    database.close()
  }
  return ids
}
