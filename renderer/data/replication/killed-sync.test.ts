import { afterEach, describe, expect, it } from 'vitest'
import { toWire } from '#shared/contract/couch.ts'
import type { SyncStatus } from '../controls/sync-control.ts'
import { changedDisk } from '../testing/changed-disk.ts'
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

const context = testContext('killed')
const open: WorkplaceData[] = []
afterEach(async () => {
  for (const data of open.splice(0)) await data.close()
})

/** A disk on which the process dies after the documents of the server and before what RxDB notes about them. */
const diesBeforeNotes = (disk: Disk) =>
  changedDisk(disk, (instance) => {
    const write = instance.bulkWrite.bind(instance)
    instance.bulkWrite = async (rows, why) =>
      /^replication-(down-write-meta|set-checkpoint)/.test(why) ? { error: [] } : write(rows, why)
  })

const offline: typeof fetch = () => Promise.reject(new TypeError('no network'))

/** A station that was killed in the middle of its first sync with so many documents of the server. */
async function killedWith(count: number) {
  const server = createScriptedServer()
  const patients = Array.from({ length: count }, () => testPatient(context))
  for (const patient of patients) server.write(toWire(patient))
  const disk = newDisk()
  const first = await openStation('a', disk, server.fetch, { storage: await diesBeforeNotes(disk) })
  await waitFor(first.patients.watchAll(), (all) => all.length === count)
  await first.close()
  return { server, patients, disk }
}

describe('a first sync that was killed', () => {
  it('counts only what was written here as only here', async () => {
    const { disk, patients } = await killedWith(60)
    const data = await openStation('a', disk, offline)
    open.push(data)
    const counts: number[] = []
    data.sync.status.subscribe((status) => counts.push(status.onlyHere))
    const mine = testPatient(context)
    const edited = { ...patients[0]!, note: 'правка', updatedAt: context.hybridClock.next() }
    await data.saveAll([mine, edited], [patients[0]!])
    await waitFor(data.sync.status, (status) => status.onlyHere === 2 && status.phase === 'offline')
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(Math.max(...counts)).toBe(2)
  })

  it('does not send downloaded documents back, and takes what is newer without asking', async () => {
    const { server, disk, patients } = await killedWith(30)
    const newer = { ...patients[3]!, note: 'новее', updatedAt: context.hybridClock.next() }
    server.write(toWire(newer, server.documents.get(newer.id)!._rev))
    server.requests.length = 0
    const data = await openStation('a', disk, server.fetch)
    open.push(data)
    await waitFor(data.patients.watch(newer.id), (value) => value?.note === 'новее')
    await waitFor(data.sync.status, (status) => status.phase === 'idle' && status.onlyHere === 0)
    expect(server.requests.filter(({ url }) => url.includes('_bulk_docs'))).toEqual([])
    expect(await waitFor(data.inbox.watchOpen(), () => true)).toEqual([])
  })

  it('is a first sync only once', async () => {
    const server = createScriptedServer()
    server.write(toWire(testPatient(context)))
    const disk = newDisk()
    const first = await openStation('a', disk, server.fetch)
    await waitFor(first.sync.status, (status) => status.phase === 'idle')
    await first.close()
    server.write(toWire(testPatient(context)))
    const data = await openStation('a', disk, server.fetch)
    open.push(data)
    const phases: SyncStatus['phase'][] = []
    data.sync.status.subscribe((status) => phases.push(status.phase))
    await waitFor(data.patients.watchAll(), (all) => all.length === 2)
    await waitFor(data.sync.status, (status) => status.phase === 'idle')
    expect(phases).not.toContain('first-sync')
  })
})
