import { afterEach, describe, expect, it } from 'vitest'
import { toWire } from '#shared/contract/couch.ts'
import { createScriptedServer } from '../testing/scripted-server.ts'
import {
  type Disk,
  newDisk,
  openStation,
  testContext,
  testPatient,
  waitFor,
} from '../testing/test-workplace.ts'
import type { WorkplaceData } from '../workplace-data.ts'

const context = testContext('notes')
const open: WorkplaceData[] = []
afterEach(async () => {
  for (const data of open.splice(0)) await data.close()
})
const station = async (...parameters: Parameters<typeof openStation>) => {
  const data = await openStation(...parameters)
  open.push(data)
  return data
}
const offline: typeof fetch = () => Promise.reject(new TypeError('no network'))

/** What lies in the stores whose name has this part. */
async function rowsOf(disk: Disk, part: string): Promise<Record<string, unknown>[]> {
  const names = (await disk.databases()).map(({ name }) => name ?? '').filter((name) => name.includes(part))
  const rows: Record<string, unknown>[] = []
  for (const name of names) {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = disk.open(name)
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    rows.push(
      ...(await new Promise<Record<string, unknown>[]>((resolve, reject) => {
        const request = database.transaction('docs').objectStore('docs').getAll()
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })),
    )
    database.close()
  }
  return rows
}

/** A station that has a server's patients and is offline since. */
async function stationWith(count: number) {
  const server = createScriptedServer()
  const patients = Array.from({ length: count }, () => testPatient(context))
  for (const patient of patients) server.write(toWire(patient))
  const disk = newDisk()
  const first = await openStation('a', disk, server.fetch)
  await waitFor(first.sync.status, (status) => status.phase === 'idle')
  await first.close()
  return { server, disk, patients }
}

describe('what the server has of a document', () => {
  it('is told by the row of the document itself when it was not touched here', async () => {
    const { disk } = await stationWith(150)
    const notes = await rowsOf(disk, 'rx-replication-meta-')
    expect(notes.filter((note) => note.isCheckpoint === '0')).toEqual([])
    expect((await rowsOf(disk, '--patients')).length).toBe(150)
  })

  it('is kept when a person edits it: another field edited elsewhere merges without a question', async () => {
    const { server, disk, patients } = await stationWith(3)
    const [patient] = patients
    const before = await station('a', disk, offline)
    const mine = { ...patient!, note: 'правка', updatedAt: context.hybridClock.next() }
    await before.patients.save(mine)
    await before.saveAll([{ ...mine, note: 'ещё правка', updatedAt: context.hybridClock.next() }], [mine])
    expect(await before.patients.get(patient!.id)).not.toHaveProperty('_base')
    await before.close()
    open.splice(0)
    const address = { settlement: 'д. Луговая' }
    server.write(
      toWire(
        { ...patient!, address, updatedAt: context.hybridClock.next() } as typeof patient & object,
        server.documents.get(patient!.id)!._rev,
      ),
    )
    const data = await station('a', disk, server.fetch)
    await waitFor(data.sync.status, (status) => status.phase === 'idle' && status.onlyHere === 0)
    expect(await data.patients.get(patient!.id)).toMatchObject({ note: 'ещё правка', address })
    expect(server.documents.get(patient!.id)).toMatchObject({ note: 'ещё правка', address })
    expect(server.documents.get(patient!.id)).not.toHaveProperty('_base')
    expect(server.documents.get(patient!.id)).not.toHaveProperty('_downloaded')
    expect(await waitFor(data.inbox.watchOpen(), () => true)).toEqual([])
  })

  it('is noted after a push, and the next edit is made on top of that', async () => {
    const { server, disk, patients } = await stationWith(2)
    const [patient] = patients
    const data = await station('a', disk, server.fetch)
    for (const note of ['первая', 'вторая', 'третья']) {
      const now = (await data.patients.get(patient!.id))!
      await data.saveAll([{ ...now, note, updatedAt: context.hybridClock.next() }], [now])
      await waitFor(data.sync.status, (status) => status.onlyHere === 0 && status.phase === 'idle')
      expect(server.documents.get(patient!.id)).toMatchObject({ note })
    }
    expect(server.documents.get(patient!.id)!._rev).toMatch(/^4-/)
    expect(server.requests.filter(({ url }) => url.includes('_all_docs'))).toEqual([])
  })

  it('follows the server: what came later is the base of a later edit', async () => {
    const { server, disk, patients } = await stationWith(1)
    const [patient] = patients
    const data = await station('a', disk, server.fetch)
    await data.saveAll([{ ...patient!, note: 'моя', updatedAt: context.hybridClock.next() }], [patient!])
    await waitFor(data.sync.status, (status) => status.onlyHere === 0 && status.phase === 'idle')
    const theirs = { ...patient!, note: 'чужая', updatedAt: context.hybridClock.next() }
    server.write(toWire(theirs, server.documents.get(patient!.id)!._rev))
    await waitFor(data.patients.watch(patient!.id), (value) => value?.note === 'чужая')
    server.requests.length = 0
    await data.saveAll([{ ...theirs, note: 'снова моя', updatedAt: context.hybridClock.next() }], [theirs])
    await waitFor(data.sync.status, (status) => status.onlyHere === 0 && status.phase === 'idle')
    expect(server.documents.get(patient!.id)).toMatchObject({ note: 'снова моя' })
    expect(server.requests.filter(({ url }) => url.includes('_all_docs'))).toEqual([])
  })

  it('counts nothing as only here after a restart without the server', async () => {
    const { disk } = await stationWith(120)
    const data = await station('a', disk, offline)
    await waitFor(data.sync.status, ({ phase }) => phase === 'offline')
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect((await waitFor(data.sync.status, () => true)).onlyHere).toBe(0)
  })
})
