import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { auditVerificationSchema } from '#shared/contract/audit-log.ts'
import type { WorkplaceData } from '../../renderer/data/index.ts'
import { newDisk } from '../../renderer/data/testing/test-workplace.ts'
import type { RunningServer } from '../contracts/running-server.ts'
import { clinicWith } from './line.ts'
import { setStage } from './stage.ts'

const stage = setStage()

async function open(data: WorkplaceData, count: number) {
  for (let n = 0; n < count; n++) data.audit.record({ action: 'printed', patientId: 'patient:1' })
  await data.audit.settled()
}
/** Sends what waits; what the server answers to the question itself is no matter here. */
const send = (data: WorkplaceData) => data.audit.search({ patient: 'patient:1' }).catch(() => undefined)

async function chains(server: RunningServer) {
  const { json } = await server.ask('GET', '/api/clinics/demo/audit/verification')
  return auditVerificationSchema.parse(json).chains.filter(({ station }) => station !== 'server')
}
const well = { missing: [], altered: [], forked: [], broken: [], refused: 0 }

it('L3 L6 brings every event of every PC to the server, through cut lines, lost answers and a restore', async () => {
  const root = mkdtempSync(join(tmpdir(), 'lekar-trace-'))
  try {
    let server = await stage.server({ folder: join(root, 'data') })
    await clinicWith(server, 'pc1', 'pc2')
    const one = await stage.station('pc1', () => server, newDisk(), 'pc1:secret-pc1')
    const two = await stage.station('pc2', () => server, newDisk(), 'pc2:secret-pc2')

    // Answers that never come, after the server did its work; requests that never arrive.
    one.line.answer = (_, path, response) =>
      path.endsWith('/audit') ? new Response('', { status: 502 }) : response
    await open(one.data, 7)
    await send(one.data)
    one.line.answer = undefined
    two.line.cut(true)
    await open(two.data, 5)
    await send(two.data)
    two.line.cut(false)
    await send(one.data)
    await send(two.data)
    expect(await chains(server)).toMatchObject([
      { station: 'pc1', events: 7, ...well },
      { station: 'pc2', events: 5, ...well },
    ])

    // Yesterday's copy comes back; what it lacks comes from the PCs with their next event.
    await stage.stop(server)
    cpSync(join(root, 'data'), join(root, 'copy'), { recursive: true })
    server = await stage.server({ folder: join(root, 'data') })
    await open(one.data, 4)
    await send(one.data)
    await stage.stop(server)
    server = await stage.server({ folder: join(root, 'copy'), renewEpochs: true })
    await open(one.data, 1)
    await send(one.data)
    expect(await chains(server)).toMatchObject([
      { station: 'pc1', events: 12, last: 12, ...well },
      { station: 'pc2', events: 5, ...well },
    ])
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
})

it('L5 shows that the disk of a PC was copied and written on in two places', async () => {
  const server = await stage.server()
  await clinicWith(server, 'pc1')
  const disk = newDisk()
  const before = await stage.station('pc1', () => server, disk, 'pc1:secret-pc1')
  await open(before.data, 3)
  await send(before.data)
  await before.close()
  const copy = await structuredCopy(disk)
  const first = await stage.station('pc1', () => server, disk, 'pc1:secret-pc1')
  await open(first.data, 1)
  await send(first.data)
  await first.close()
  const other = await stage.station('pc1', () => server, copy, 'pc1:secret-pc1')
  await open(other.data, 1)
  await send(other.data)
  expect(await chains(server)).toMatchObject([{ events: 5, last: 4, ...well, forked: [4] }])
})

/** All databases of a disk, row by row. */
async function structuredCopy(disk: ReturnType<typeof newDisk>) {
  const copy = newDisk()
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  for (const { name, version } of await disk.databases()) {
    const from = await settled(disk.open(name!, version))
    const stores = [...from.objectStoreNames]
    const opening = copy.open(name!, version)
    opening.onupgradeneeded = () => {
      for (const store of stores) {
        const { keyPath, autoIncrement, indexNames } = from.transaction(store).objectStore(store)
        const made = opening.result.createObjectStore(store, { keyPath, autoIncrement })
        for (const index of indexNames) {
          const known = from.transaction(store).objectStore(store).index(index)
          made.createIndex(index, known.keyPath, { unique: known.unique, multiEntry: known.multiEntry })
        }
      }
    }
    const to = await settled(opening)
    for (const store of stores) {
      const rows = await settled(from.transaction(store).objectStore(store).getAll())
      const writing = to.transaction(store, 'readwrite').objectStore(store)
      for (const row of rows) writing.put(row)
    }
    from.close()
    to.close()
  }
  return copy
}
