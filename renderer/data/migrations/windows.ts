/**
 * Who has the data of this PC open. Every window holds a share while it works; data is carried over by a window that is
 * alone. Browsers keep locks for an origin, whatever version of the page asks.
 */
const lockName = (database: string): string => `lekar data of ${database}`

/** Undefined where the browser knows no locks, as in tests on plain Node. */
const locks = (): LockManager | undefined => globalThis.navigator?.locks

/** @returns the end of the share, as soon as nobody carries the data over */
export function shareData(database: string): Promise<() => void> {
  const manager = locks()
  if (!manager) return Promise.resolve(() => undefined)
  return new Promise((resolve, reject) => {
    manager
      .request(lockName(database), { mode: 'shared' }, () => new Promise<void>((end) => resolve(end)))
      .catch(reject)
  })
}

/** Runs the work when no other window has the data open. Where one has, waits until that one carries nothing over. */
export async function aloneWithData(database: string, work: () => Promise<void>): Promise<boolean> {
  const manager = locks()
  if (!manager) {
    await work()
    return true
  }
  const done = await manager.request(
    lockName(database),
    { mode: 'exclusive', ifAvailable: true },
    async (lock) => {
      if (lock) await work()
      return lock !== null
    },
  )
  if (!done) await manager.request(lockName(database), { mode: 'shared' }, () => undefined)
  return done
}
