import { mkdtempSync, rmSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { toWire } from '#shared/contract/couch.ts'
import {
  newDisk,
  openStation,
  testContext,
  testPatient,
  testStorage,
  waitFor,
} from '../../renderer/data/testing/test-workplace.ts'
import type { RunningServer } from '../contracts/running-server.ts'
import { courierIdentity, courierKeys } from './courier-identity.ts'
import { clinic, createLine } from './line.ts'
import { setStage } from './stage.ts'

const context = testContext('one')
const folders: string[] = []
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'lekar-faults-'))
  folders.push(made)
  return made
}
afterEach(() => {
  for (const each of folders.splice(0)) rmSync(each, { recursive: true, force: true })
})
const stage = setStage()

describe('a server that fails', () => {
  it('loses nothing and stores nothing twice when it dies after a push and before its answer', async () => {
    const data = folder()
    let server = await stage.server({ folder: data })
    const one = await stage.station('one', () => server)
    await waitFor(one.data.sync.status, (status) => status.phase === 'idle')
    // The server stores the documents, and its answer never arrives.
    let killed = 0
    one.line.answer = (_method, path, response) => {
      if (!path.includes('_bulk_docs') || killed > 2) return response
      killed += 1
      throw new TypeError('connection reset')
    }
    const patients = Array.from({ length: 60 }, (_, index) =>
      testPatient(context, { note: `token ${index}` }),
    )
    await one.data.patients.save(...patients)
    await waitFor(one.data.sync.status, (status) => status.problem !== undefined && status.onlyHere > 0)
    await stage.stop(server)
    server = await stage.server({ folder: data })
    one.data.sync.retryNow()
    await waitFor(one.data.sync.status, (status) => status.onlyHere === 0 && status.phase === 'idle', 15_000)
    const { json } = await server.ask('GET', `/${clinic}/_all_docs?include_docs=true`)
    const notes = json.rows.map((row: { doc: { note: string } }) => row.doc.note).sort()
    expect(notes).toEqual(patients.map((patient) => patient.note).sort())
    for (const row of json.rows) expect(row.doc._rev).toMatch(/^1-/)
    expect(await waitFor(one.data.inbox.watchOpen(), () => true)).toEqual([])
  })

  it('gets back what it lost when it comes from an older backup', async () => {
    const [data, backup] = [folder(), folder()]
    let server = await stage.server({ folder: data })
    const one = await stage.station('one', () => server)
    const two = await stage.station('two', () => server)
    const kept = testPatient(context, { note: 'до копии' })
    const edited = testPatient(context, { note: 'первая запись' })
    await one.data.patients.save(kept, edited)
    await waitFor(two.data.patients.watchAll(), (all) => all.length === 2)
    await waitFor(one.data.sync.status, (status) => status.onlyHere === 0)
    await stage.stop(server)
    await cp(data, backup, { recursive: true })
    server = await stage.server({ folder: data })
    one.data.sync.retryNow()
    const lost = testPatient(context, { note: 'после копии' })
    const again = { ...edited, note: 'вторая запись', updatedAt: context.hybridClock.next() }
    await one.data.saveAll([lost, again], [edited])
    await waitFor(one.data.sync.status, (status) => status.onlyHere === 0 && status.phase === 'idle')
    await stage.stop(server)
    server = await stage.server({ folder: backup, renewEpochs: true })
    await server.ask('POST', `/${clinic}/_bulk_docs`, {
      docs: [toWire(testPatient(context, { note: 'новый' }))],
    })
    one.data.sync.retryNow()
    two.data.sync.retryNow()
    const complete = ['вторая запись', 'до копии', 'новый', 'после копии']
    for (const { data: station } of [one, two])
      await waitFor(
        station.patients.watchAll(),
        (all) =>
          all
            .map((patient) => patient.note)
            .sort()
            .join() === complete.join(),
        15_000,
      )
    await waitFor(one.data.sync.status, (status) => status.onlyHere === 0 && status.phase === 'idle')
    const notices = await waitFor(two.data.inbox.watchOpen(), (items) => items.length > 0)
    expect(notices.map(({ kind, reason }) => [kind, reason?.code])).toEqual([['notice', 'server.restored']])
    const { json } = await server.ask('GET', `/${clinic}/_all_docs?include_docs=true`)
    const notes = json.rows.map((row: { doc: { note?: string } }) => row.doc.note)
    expect(notes.filter((note: unknown) => note !== undefined).sort()).toEqual(complete)
  })
  it('gets back what it lost from a PC that is killed before it has written that once more', async () => {
    const [data, backup] = [folder(), folder()]
    let server = await stage.server({ folder: data })
    const disk = newDisk()
    let one = await stage.station('one', () => server, disk)
    const first = testPatient(context, { note: 'первая запись' })
    await one.data.patients.save(first)
    await waitFor(one.data.sync.status, (status) => status.onlyHere === 0 && status.phase === 'idle')
    await one.close()
    await stage.stop(server)
    await cp(data, backup, { recursive: true })
    server = await stage.server({ folder: data })
    one = await stage.station('one', () => server, disk)
    await waitFor(one.data.sync.status, (status) => status.phase === 'idle')
    const second = { ...first, note: 'вторая запись', updatedAt: context.hybridClock.next() }
    await one.data.saveAll([second], [first])
    await waitFor(one.data.sync.status, (status) => status.onlyHere === 0 && status.phase === 'idle')
    await one.close()
    await stage.stop(server)
    server = await stage.server({ folder: backup, renewEpochs: true })

    const killed = await openDyingStation(disk, () => server)
    await killed.dead
    await killed.close()
    one = await stage.station('one', () => server, disk)
    await waitFor(one.data.inbox.watchOpen(), (items) => items.some(({ kind }) => kind === 'notice'), 15_000)
    await waitFor(one.data.sync.status, (status) => status.onlyHere === 0 && status.phase === 'idle', 15_000)
    expect((await server.ask('GET', `/${clinic}/${first.id}`)).json.note).toBe('вторая запись')
    expect((await one.data.patients.get(first.id))?.note).toBe('вторая запись')
  })

  it('takes no old state from a PC that has it by a file and could not ask about it yet', async () => {
    const [data, backup] = [folder(), folder()]
    let server = await stage.server({ folder: data })
    const two = await stage.station('two', () => server)
    const one = await stage.station('one', () => server)
    await waitFor(one.data.sync.status, (status) => status.phase === 'idle')
    one.line.cut(true)
    const identifiers = [{ id: 'identifier:1', system: 'policy' as const, value: '12345' }]
    const card = testPatient(context, { identifiers })
    await two.data.patients.save(card)
    await waitFor(two.data.sync.status, (status) => status.onlyHere === 0 && status.phase === 'idle')
    const file = await two.data.courier.write('one', courierKeys[0]!, await courierIdentity('two'))
    const later = { ...card, identifiers: [], updatedAt: context.hybridClock.next() }
    await two.data.saveAll([later], [card])
    await waitFor(two.data.sync.status, (status) => status.onlyHere === 0 && status.phase === 'idle')
    await two.close()
    const { _rev } = (await server.ask('GET', `/${clinic}/${card.id}`)).json

    const read = await one.data.courier.read(new Blob([file.bytes]), courierKeys)
    expect(read).toMatchObject({ ok: true, value: { taken: 1 } })
    let failed = 0
    one.line.answer = (_method, path, response) => {
      if (!path.includes('_all_docs') || failed > 0) return response
      failed += 1
      return new Response('', { status: 413 })
    }
    one.line.cut(false)
    one.data.sync.retryNow()
    await waitFor(one.data.sync.status, (status) => status.phase === 'idle' && failed > 0, 15_000)
    await stage.stop(server)
    await cp(data, backup, { recursive: true })
    server = await stage.server({ folder: backup, renewEpochs: true })
    one.data.sync.retryNow()
    await waitFor(one.data.inbox.watchOpen(), (items) => items.some(({ kind }) => kind === 'notice'), 15_000)
    await waitFor(one.data.sync.status, (status) => status.onlyHere === 0 && status.phase === 'idle', 15_000)
    expect((await server.ask('GET', `/${clinic}/${card.id}`)).json).toMatchObject({ _rev, identifiers: [] })
  })
})

/** A station whose disk dies after it has noted what the server has, before it writes anything more. */
async function openDyingStation(disk: ReturnType<typeof newDisk>, server: () => RunningServer) {
  const storage = await testStorage(disk)
  let noted = false
  let tell = () => {}
  const dead = new Promise<void>((resolve) => {
    tell = resolve
  })
  const create = storage.storage.createStorageInstance.bind(storage.storage)
  storage.storage.createStorageInstance = async (params) => {
    const instance = await create(params)
    const write = instance.bulkWrite.bind(instance)
    instance.bulkWrite = async (rows, why) => {
      if (noted) {
        tell()
        throw new Error('the disk is gone')
      }
      const written = await write(rows, why)
      if (why === 'lekar-server-restored') noted = true
      return written
    }
    return instance
  }
  const data = await openStation('one', disk, createLine(server).fetch, { storage })
  return { dead, close: () => data.close().catch(() => undefined) }
}
