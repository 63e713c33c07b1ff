// Cuts the power between the changes that a process makes on its disk, and takes away what was not fsynced. The changes
// are written down by a small library, which needs a C compiler. `LEKAR_LONG_WALK=1` cuts after every single change.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { buildTracer, type DiskChange, readTrace } from './disk-trace.ts'
import { createLossyDisk, type Survival } from './lossy-disk.ts'
import { wrongsOf } from './storage-check.ts'
import type { LedgerEvent } from './storage-ledger.ts'
import { longWalk, openWalkedStore, prepareOldLayout } from './storage-workload.ts'

const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'lekar-loss-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const library = buildTracer(folder)
const cuts = 200

const filesOf = (data: string): Map<string, Buffer> =>
  new Map(
    ['', 'databases'].flatMap((part) =>
      readdirSync(join(data, part), { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => [join(data, part, entry.name), readFileSync(join(data, part, entry.name))] as const),
    ),
  )

/** The changes of one run of the workload, with the ledger among them. */
async function traced(data: string): Promise<{
  start: Map<string, Buffer>
  before: LedgerEvent[]
  changes: DiskChange[]
}> {
  mkdirSync(data)
  const before = await prepareOldLayout(data)
  const start = filesOf(data)
  const log = join(folder, 'trace')
  const child = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'disk-loss.child.ts'), data, join(data, 'ledger')],
    { env: { ...process.env, LD_PRELOAD: library, TRACE_ROOT: data, TRACE_LOG: log } },
  )
  if (child.status !== 0) throw new Error(child.stderr.toString())
  return { start, before, changes: readTrace(log).filter((change) => !change.path.endsWith('-shm')) }
}

const seeded = (seed: number) => () => {
  seed = (seed * 1664525 + 1013904223) >>> 0
  return seed / 2 ** 32
}

async function wrongsAfter(
  disk: Map<string, Buffer>,
  data: string,
  events: LedgerEvent[],
): Promise<string[]> {
  const place = join(folder, 'after')
  rmSync(place, { recursive: true, force: true })
  mkdirSync(join(place, 'databases'), { recursive: true })
  for (const [path, bytes] of disk) writeFileSync(join(place, path.slice(data.length)), bytes)
  try {
    const store = openWalkedStore(place)
    try {
      return await wrongsOf(store, place, events)
    } finally {
      store.close()
    }
  } catch (error) {
    return [`it does not open: ${error instanceof Error ? error.message : 'unknown'}`]
  }
}

describe('a power cut', () => {
  // Skipped only where there is no C compiler (`cc`) or no Linux: the tracer cannot be built there.
  it.skipIf(library === undefined)(
    'D1 D8 loses no acknowledged change, whatever part of what was not fsynced is lost',
    async () => {
      const data = join(folder, 'data')
      const { start, before, changes } = await traced(data)
      const disk = createLossyDisk(start)
      const events = [...before]
      const wrongs: string[] = []
      const stride = longWalk ? 1 : Math.ceil(changes.length / cuts)
      const random = seeded(changes.length)
      for (const [index, change] of changes.entries()) {
        if (change.path.endsWith('/ledger')) {
          if (change.kind === 'write') events.push(JSON.parse(change.bytes.toString()))
          continue
        }
        disk.apply(change)
        if (index % stride !== 0 && change.kind === 'write') continue
        const survivals: Survival[] = longWalk
          ? ['everything', 'nothing', 'a prefix', 'any part']
          : ['nothing', index % 2 === 0 ? 'a prefix' : 'any part']
        for (const survival of survivals)
          for (const wrong of await wrongsAfter(disk.after(survival, random), data, events))
            wrongs.push(`after change ${index} (${change.kind}), ${survival}: ${wrong}`)
      }
      expect(events.length).toBeGreaterThan(60)
      expect(wrongs.slice(0, 10)).toEqual([])
    },
    600_000,
  )
})
