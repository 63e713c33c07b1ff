import type { KeyRenewalControl, KeyRenewalState } from '../controls/keys-control.ts'
import type { LiveQuery } from '../controls/live-query.ts'
import type { RowRenewal } from './renew-rows.ts'
import type { DataKeys } from './row-seal.ts'

/** The list on the screen comes first. */
const afterMs = 3000
/** Walks until nothing is found; then another window goes on writing with an older key. */
const mostWalks = 20

/** Held by every window while it writes with a key: nobody gives that key up. */
const lockName = (database: string, number: number): string => `lekar data key ${number} of ${database}`

/** Undefined where the browser knows no locks, as in tests on plain Node. */
const locks = (): LockManager | undefined => globalThis.navigator?.locks

/** @returns the end of the use */
function holdKey(database: string, number: number): () => void {
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  void locks()?.request(lockName(database, number), { mode: 'shared' }, () => held)
  return release
}

/** Runs the work while no window uses these keys; false when one does. */
async function whileUnused(
  database: string,
  numbers: number[],
  work: () => Promise<boolean>,
): Promise<boolean> {
  const [number, ...others] = numbers
  const manager = locks()
  if (number === undefined || !manager) return work()
  return manager.request(
    lockName(database, number),
    { mode: 'exclusive', ifAvailable: true },
    (lock): Promise<boolean> =>
      lock === null ? Promise.resolve(false) : whileUnused(database, others, work),
  )
}

/**
 * Brings old rows under the newest key in the background, from when the data is opened with more than one key until it
 * is closed. A kill is no harm: the next opening goes on with what is left.
 */
export function createKeyRenewal(parts: {
  name: string
  dataKeys: DataKeys | undefined
  renewal: RowRenewal | undefined
  waitMs?: number
}): KeyRenewalControl & { stop(): Promise<void> } {
  const { name, dataKeys, renewal, waitMs = afterMs } = parts
  const older = dataKeys ? [...dataKeys.keys.keys()].filter((number) => number !== dataKeys.current) : []
  let state: KeyRenewalState = { current: dataKeys?.current ?? 0, phase: 'none', done: 0, total: 0 }
  const listeners = new Set<(state: KeyRenewalState) => void>()
  const release = dataKeys ? holdKey(name, dataKeys.current) : () => undefined
  const ending = new AbortController()
  const set = (next: Partial<KeyRenewalState>) => {
    state = { ...state, ...next }
    for (const listener of listeners) listener(state)
  }
  const live: LiveQuery<KeyRenewalState> = {
    subscribe(listener) {
      listeners.add(listener)
      listener(state)
      return () => listeners.delete(listener)
    },
  }

  async function run(rows: RowRenewal): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, waitMs)
      ending.signal.addEventListener('abort', () => {
        clearTimeout(timer)
        resolve()
      })
    })
    if (ending.signal.aborted) return
    try {
      const total = await rows.count()
      set({ phase: 'running', done: 0, total })
      for (let walk = 0; walk < mostWalks; walk++) {
        const found = await rows.walk((done) => set({ done: Math.min(done, total) }), ending.signal)
        if (ending.signal.aborted) return
        if (found === 0) return set({ phase: 'nothing-left', done: total })
      }
      // The next opening tries again.
    } catch {
      if (!ending.signal.aborted) set({ phase: 'failed' })
    }
  }
  const running = renewal && older.length > 0 ? run(renewal) : Promise.resolve()

  return {
    state: live,
    async giveUpOlder(drop) {
      if (!renewal || state.phase !== 'nothing-left') return false
      const gone = await whileUnused(
        name,
        older,
        async () => (await renewal.walk(() => undefined, ending.signal)) === 0 && (await drop()),
      )
      if (gone) set({ phase: 'none' })
      return gone
    },
    async stop() {
      ending.abort()
      await running
      release()
    },
  }
}
