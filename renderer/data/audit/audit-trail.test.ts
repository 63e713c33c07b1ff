import type { RxStorage } from 'rxdb'
import { afterEach, describe, expect, it } from 'vitest'
import type { AuditDelivery } from '#shared/contract/audit-log.ts'
import { protocolHeader, protocolVersion } from '#shared/contract/protocol-version.ts'
import type { AuditEvent } from '#shared/domain/audit/audit-event.schema.ts'
import { isUnharmed, verifyChain } from '#shared/domain/audit/verify-chain.ts'
import type { OpenOptions } from '../options.ts'
import type { ListableStorage } from '../storage/open-database.ts'
import { type Disk, newDisk, openStation, testContext, testStorage } from '../testing/test-workplace.ts'
import type { WorkplaceData } from '../workplace-data.ts'

const open: WorkplaceData[] = []
afterEach(async () => {
  for (const data of open.splice(0)) await data.close()
})
const offline: typeof fetch = () => Promise.reject(new TypeError('no network'))
const patient = 'patient:1'
async function station(disk: Disk, more: Partial<OpenOptions> = {}, fetch = offline) {
  const data = await openStation('pc1', disk, fetch, more)
  open.push(data)
  return data
}
const closed = async (data: WorkplaceData) => {
  open.splice(open.indexOf(data), 1)
  await data.close()
}
const chainOf = async (data: WorkplaceData) => (await data.audit.ofPatient(patient)).reverse()

describe('the trace of access of a PC', () => {
  it('L1 keeps what happened in its order, sealed to a chain, over restarts', async () => {
    const disk = newDisk()
    const first = await station(disk)
    for (const action of ['card-opened', 'printed', 'exported'] as const)
      first.audit.record({ action, patientId: patient })
    await first.audit.settled()
    await closed(first)
    const again = await station(disk)
    again.audit.record({ action: 'printed', patientId: patient })
    const events = await chainOf(again)
    expect(events.map(({ action, number }) => [action, number])).toEqual([
      ['card-opened', 1],
      ['printed', 2],
      ['exported', 3],
      ['printed', 4],
    ])
    expect(isUnharmed(verifyChain(events))).toBe(true)
    expect(events[0]).toMatchObject({ author: { id: 'practitioner:pc1' }, station: 'pc1', clinicId: 'demo' })
  })

  it('L1 takes opening the same card again within a minute for one event', async () => {
    let nowMs = Date.parse('2026-03-01T10:00:00Z')
    const context = { ...testContext('pc1'), clock: { now: () => nowMs } }
    const data = await station(newDisk(), { context })
    const openCard = (id: string) => data.audit.record({ action: 'card-opened', patientId: id })
    openCard(patient)
    openCard('patient:2')
    nowMs += 59_000
    openCard(patient)
    data.audit.record({ action: 'printed', patientId: patient })
    data.audit.record({ action: 'printed', patientId: patient })
    nowMs += 2000
    openCard(patient)
    expect((await chainOf(data)).map(({ action }) => action)).toEqual([
      'card-opened',
      'printed',
      'printed',
      'card-opened',
    ])
  })

  it('L1 marks the times of a PC whose clock is doubtful, at the moment of the event', async () => {
    const context = testContext('pc1')
    const data = await station(newDisk(), { context })
    data.audit.record({ action: 'printed', patientId: patient })
    context.hybridClock.learnOff(3_600_000)
    data.audit.record({ action: 'printed', patientId: patient })
    const events = await chainOf(data)
    expect(events.map(({ clockOffMs }) => clockOffMs)).toEqual([undefined, 3_600_000])
  })
})

/** A disk that takes so many more writes of the trace; then the process is dead for it. */
async function diesAfter(disk: Disk, writes: number, isWritten: boolean): Promise<ListableStorage> {
  const { storage, ...rest } = await testStorage(disk)
  let left = writes
  const createStorageInstance: typeof storage.createStorageInstance = async (params) => {
    const instance = await storage.createStorageInstance(params)
    const write = instance.bulkWrite.bind(instance)
    instance.bulkWrite = async (rows, why) => {
      if (!rows.some((row) => String((row.document as { id?: unknown }).id).startsWith('audit')))
        return write(rows, why)
      left -= 1
      if (left < 0) throw new Error('dead')
      if (left > 0) return write(rows, why)
      if (isWritten) await write(rows, why)
      throw new Error('dead')
    }
    return instance
  }
  return { ...rest, storage: { ...storage, createStorageInstance } as RxStorage<unknown, unknown> }
}

describe('a process that dies while it writes the trace', () => {
  it.each([true, false])(
    'L2 leaves every event whole or not at all, and no fork (written: %s)',
    async (isWritten) => {
      for (let writes = 1; writes <= 6; writes++) {
        const disk = newDisk()
        const dying = await station(disk, { storage: await diesAfter(disk, writes, isWritten) })
        for (let n = 0; n < 4; n++) {
          dying.audit.record({ action: 'printed', patientId: patient, count: n + 1 })
          await dying.audit.settled()
        }
        await closed(dying)
        const again = await station(disk)
        again.audit.record({ action: 'exported', patientId: patient })
        const events = await chainOf(again)
        expect(isUnharmed(verifyChain(events))).toBe(true)
        expect(new Set(events.map(({ chain }) => chain)).size).toBe(1)
        // Each event takes two writes: itself, then the hint that decides nothing.
        const durable = Math.floor((writes + (isWritten ? 1 : 0)) / 2)
        expect(events.filter(({ action }) => action === 'printed').map(({ count }) => count)).toEqual(
          Array.from({ length: durable }, (_, n) => n + 1),
        )
        expect(events.at(-1)!.action).toBe('exported')
        await closed(again)
      }
    },
  )
})

/** A server that keeps what it is brought. */
function logServer() {
  const held = new Map<string, AuditEvent>()
  const deliveries: { bytes: number; events: number }[] = []
  let fault: (() => Promise<Response>) | undefined
  const fetch: typeof globalThis.fetch = async (url, init) => {
    if (!String(url).endsWith('/api/clinics/demo/audit')) throw new TypeError('no network')
    if (fault) return fault()
    const raw = init!.body as string | ArrayBuffer
    const text =
      typeof raw === 'string'
        ? raw
        : await new Response(new Blob([raw]).stream().pipeThrough(new DecompressionStream('gzip'))).text()
    const { events } = JSON.parse(text) as AuditDelivery
    deliveries.push({ bytes: typeof raw === 'string' ? raw.length : raw.byteLength, events: events.length })
    for (const event of events) held.set(event.id, event)
    const { missing } = verifyChain([...held.values()])
    return Response.json({ refused: [], missing }, { headers: { [protocolHeader]: String(protocolVersion) } })
  }
  return {
    ...{ held, deliveries, fetch },
    fail(next: typeof fault) {
      fault = next
    },
  }
}

describe('the way of the trace to the server', () => {
  it('L3 gathers events and sends them together, each once', async () => {
    const server = logServer()
    const data = await station(newDisk(), {}, server.fetch)
    for (let n = 0; n < 40; n++) data.audit.record({ action: 'printed', patientId: patient, count: n + 1 })
    await data.audit.settled()
    await data.audit.search({}).catch(() => undefined)
    await data.audit.search({}).catch(() => undefined)
    expect(server.deliveries.map(({ events }) => events)).toEqual([40])
    expect(isUnharmed(verifyChain([...server.held.values()]))).toBe(true)
  })

  it('L3 keeps what the server did not take, through every kind of bad answer', async () => {
    const server = logServer()
    const data = await station(newDisk(), {}, server.fetch)
    data.audit.record({ action: 'printed', patientId: patient })
    const bad = [
      () => Promise.reject(new TypeError('no network')),
      async () => new Response('<html>', { status: 200 }),
      async () => new Response('', { status: 503, headers: { [protocolHeader]: '1' } }),
      async () => Response.json({ ok: true }, { headers: { [protocolHeader]: '1' } }),
      async () => Response.json({}, { status: 401, headers: { [protocolHeader]: '1' } }),
    ]
    for (const answer of bad) {
      server.fail(answer)
      await data.audit.search({}).catch(() => undefined)
    }
    server.fail(undefined)
    await data.audit.search({}).catch(() => undefined)
    expect(server.held.size).toBe(1)
  })

  it('L6 sends again what a restored server has lost', async () => {
    const server = logServer()
    const data = await station(newDisk(), {}, server.fetch)
    const events = async (count: number) => {
      for (let n = 0; n < count; n++) data.audit.record({ action: 'printed', patientId: patient })
      await data.audit.settled()
      await data.audit.search({}).catch(() => undefined)
    }
    await events(5)
    for (const id of [...server.held.keys()].slice(2)) server.held.delete(id)
    await events(1)
    expect(server.held.size).toBe(6)
    expect(isUnharmed(verifyChain([...server.held.values()]))).toBe(true)
  })
})
