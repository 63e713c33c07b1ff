/** Runs a piece of work while nobody else on this PC runs one of the same name: other windows wait, too. */
export type OneAtATime = <T>(name: string, work: () => Promise<T>) => Promise<T>

/** The browser's locks, which go with the window that dies; where there are none there is one window alone. */
export function createOneAtATime(locks: LockManager | undefined = globalThis.navigator?.locks): OneAtATime {
  if (locks) return (name, work) => locks.request(name, work) as ReturnType<typeof work>
  const tails = new Map<string, Promise<unknown>>()
  return (name, work) => {
    const next = (tails.get(name) ?? Promise.resolve()).then(work, work)
    tails.set(
      name,
      next.catch(() => undefined),
    )
    return next
  }
}
