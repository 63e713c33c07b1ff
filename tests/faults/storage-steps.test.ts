// Stops the world before every call of the driver and of the file system: there the process is killed, or the call
// fails. `LEKAR_LONG_WALK=1` takes every step; otherwise steps of the same kind are sampled.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { driverError, stage } from './stepped-driver.ts'
import { wrongsOf } from './storage-check.ts'
import { createLedger, type LedgerEvent } from './storage-ledger.ts'
import { longWalk, openWalkedStore, prepareOldLayout, runWorkload } from './storage-workload.ts'

vi.mock('node:sqlite', async (original) => {
  const real = await original<typeof import('node:sqlite')>()
  const { steppedDriver } = await import('./stepped-driver.ts')
  return { ...real, DatabaseSync: steppedDriver(real.DatabaseSync) }
})
vi.mock('node:fs', async (original) => {
  const { steppedFiles } = await import('./stepped-driver.ts')
  return steppedFiles(await original<typeof import('node:fs')>())
})

/** Memory where there is some: here the bytes count, not the disk. */
const base = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(base, 'lekar-steps-'))
})
afterEach(() => {
  stage.before = undefined
  rmSync(folder, { recursive: true, force: true })
})

const copyData = (from: string, to: string): void => {
  rmSync(to, { recursive: true, force: true })
  mkdirSync(join(to, 'databases'), { recursive: true })
  for (const part of ['', 'databases'])
    for (const entry of readdirSync(join(from, part), { withFileTypes: true }))
      if (entry.isFile() && !entry.name.endsWith('-shm'))
        copyFileSync(join(from, part, entry.name), join(to, part, entry.name))
}
/** The lock on the folder is a transaction that lasts. */
const inTransaction = (): boolean =>
  [...stage.open].some(
    (file) => file.isOpen && file.isTransaction && !file.location()?.endsWith('lock.sqlite'),
  )
const logSizes = (data: string): Map<string, number> =>
  new Map(
    readdirSync(join(data, 'databases'))
      .filter((entry) => entry.endsWith('-wal'))
      .map((entry) => [entry, statSync(join(data, 'databases', entry)).size]),
  )

/** Runs the workload; `before` is called ahead of every step with what the ledger holds. */
async function walk(
  data: string,
  before: (count: number, step: string, events: LedgerEvent[]) => void,
): Promise<{ steps: number; events: LedgerEvent[] }> {
  const events = await prepareOldLayout(data)
  let count = 0
  stage.before = (step) => before(count++, step, events)
  const openAgain = () => {
    try {
      return openWalkedStore(data)
    } catch {
      return openWalkedStore(data)
    }
  }
  await runWorkload(
    openAgain,
    createLedger((event) => events.push(event)),
  )
  stage.before = undefined
  return { steps: count, events }
}

async function wrongsAfter(data: string, events: LedgerEvent[]): Promise<string[]> {
  try {
    const store = openWalkedStore(data)
    try {
      return await wrongsOf(store, data, events)
    } finally {
      store.close()
    }
  } catch (error) {
    return [`it does not open: ${error instanceof Error ? error.message : 'unknown'}`]
  }
}

describe('the storage, stopped at every step', () => {
  it('D1 has every acknowledged change after a kill before any call, and after the loss of what was not fsynced', async () => {
    const data = join(folder, 'data')
    mkdirSync(data)
    const states: { step: string; at: string; events: LedgerEvent[] }[] = []
    let fsynced = new Map<string, number>()
    await walk(data, (count, step, events) => {
      if (!inTransaction()) fsynced = logSizes(data)
      const at = join(folder, `state-${count}`)
      if (!longWalk && count % 2 === 1 && /^(prepare|get|all)/.test(step)) return
      copyData(data, at)
      states.push({ step: `${count} ${step.slice(0, 60)}`, at, events: [...events] })
      for (const [name, size] of logSizes(data)) {
        const lost = size - (fsynced.get(name) ?? 0)
        if (lost <= 0) continue
        const torn = `${at}-torn`
        copyData(data, torn)
        truncateSync(join(torn, 'databases', name), size - 1 - ((count * 7919) % lost))
        states.push({ step: `${count} torn log`, at: torn, events: [...events] })
      }
    })
    expect(states.length).toBeGreaterThan(200)
    const wrongs: string[] = []
    for (const { step, at, events } of states) {
      for (const wrong of await wrongsAfter(at, events)) wrongs.push(`${step}: ${wrong}`)
      rmSync(at, { recursive: true, force: true })
    }
    expect(wrongs.slice(0, 10)).toEqual([])
  }, 120_000)

  it.each([
    ['a full disk', 13],
    ['an error of the disk', 10],
  ])(
    'D3 loses nothing and goes on after %s in any call',
    async (_name, code) => {
      const wrongs: string[] = []
      const stride = longWalk ? 1 : 17
      let steps = Number.POSITIVE_INFINITY
      for (let failing = code % stride; failing < steps; failing += stride) {
        const data = join(folder, `failing-${failing}`)
        mkdirSync(data)
        let failed = ''
        const run = await walk(data, (count, step) => {
          // Closing is the one call that cannot fail: SQLite gives the handle back whatever the disk says.
          if (count !== failing || step === 'close') return
          failed = step
          throw driverError(code)
        })
        steps = run.steps
        for (const wrong of await wrongsAfter(data, run.events))
          wrongs.push(`${failing} ${failed.slice(0, 60)}: ${wrong}`)
        rmSync(data, { recursive: true, force: true })
      }
      expect(wrongs.slice(0, 10)).toEqual([])
    },
    120_000,
  )
})
