// Runs in the browser: the data layer alone fills an empty database from the server, and what it asks of IndexedDB is
// counted. Counts do not depend on how busy the machine is.
import { openWorkplaceData, type WorkplaceData } from '../../renderer/data/index.ts'
import { benchContext, benchKeys, benchVisit } from './bench-context.ts'

interface StoreCounts {
  reads: number
  writes: number
  transactions: { strict: number; relaxed: number; read: number }
}

function countStoreRequests(): StoreCounts {
  const counts: StoreCounts = { reads: 0, writes: 0, transactions: { strict: 0, relaxed: 0, read: 0 } }
  const count = (prototype: object, names: string[], kind: 'reads' | 'writes') => {
    for (const name of names) {
      const methods = prototype as Record<string, (...parameters: unknown[]) => unknown>
      const original = methods[name]!
      methods[name] = function (...parameters) {
        counts[kind] += 1
        return original.apply(this, parameters)
      }
    }
  }
  const reads = ['get', 'getKey', 'getAll', 'getAllKeys', 'count', 'openCursor', 'openKeyCursor']
  count(IDBObjectStore.prototype, reads, 'reads')
  count(IDBIndex.prototype, reads, 'reads')
  count(IDBObjectStore.prototype, ['add', 'put', 'delete', 'clear'], 'writes')
  const open = IDBDatabase.prototype.transaction
  IDBDatabase.prototype.transaction = function (names, mode, options) {
    if (mode !== 'readwrite') counts.transactions.read += 1
    else counts.transactions[options?.durability === 'strict' ? 'strict' : 'relaxed'] += 1
    return open.call(this, names, mode, options)
  }
  return counts
}

/**
 * @param everyMs how often a visit is saved meanwhile; 0 for never
 * @param everything whether the past comes, too
 */
async function syncFirst(everyMs: number, everything: boolean) {
  performance.setResourceTimingBufferSize(10_000)
  const dataKeys = await benchKeys()
  const counts = countStoreRequests()
  const startedMs = performance.now()
  const data = await openWorkplaceData({
    clinicId: 'demo',
    database: 'clinic-demo',
    localName: `first-${Math.random()}`,
    stationId: 'bench',
    context: benchContext,
    dataKeys,
  })
  if (everything) await data.history.keepAll()
  let usableMs: number | undefined
  data.patients.watchAll().subscribe((all) => {
    if (all.length > 0) usableMs ??= performance.now() - startedMs
  })
  const saves: number[] = []
  let saving = everyMs > 0
  const saved = (async () => {
    while (saving) {
      await new Promise((resolve) => setTimeout(resolve, everyMs))
      const savedMs = performance.now()
      await data.visits.save(benchVisit('patient:bench'))
      saves.push(performance.now() - savedMs)
    }
  })()
  await new Promise<void>((resolve) => {
    data.sync.status.subscribe((status) => {
      if (status.phase === 'idle' || (everyMs > 0 && status.phase === 'syncing')) resolve()
    })
  })
  if (everything)
    await new Promise<void>((resolve) => {
      data.history.ofStation.subscribe(({ kind }) => kind === 'whole' && resolve())
    })
  const seconds = (performance.now() - startedMs) / 1000
  const atEnd = structuredClone(counts)
  saving = false
  await saved
  const answers = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
  const bytes = answers.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)
  const documents = await heldBy(data)
  const { usage } = await navigator.storage.estimate()
  await data.close()
  return { seconds, usableMs, counts: atEnd, saves, usage, bytes, documents }
}

async function heldBy(data: WorkplaceData): Promise<number> {
  const { conditions, immunizations, measurements, prescriptions, visits } = data
  const ofPatients = [conditions, immunizations, measurements, prescriptions, visits]
  const counts = await Promise.all(ofPatients.map((each) => each.countByPatient()))
  const patients = await new Promise<number>((resolve) => {
    const end = data.patients.watchAll().subscribe((all) => {
      resolve(all.length)
      queueMicrotask(() => end())
    })
  })
  return counts.reduce((sum, each) => sum + [...each.values()].reduce((a, b) => a + b, 0), patients)
}

Object.assign(globalThis, { syncFirst })
