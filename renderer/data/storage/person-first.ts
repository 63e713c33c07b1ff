/** Lets what a person waits for, a save or a card that opens, go before what is stored in bulk. */
export interface PersonFirst {
  /** Runs what a person waits for. */
  first<T>(work: () => Promise<T>): Promise<T>
  /** Resolves when nobody waits, or after a while: an import of many saves must not hold up the sync for ever. */
  pause(): Promise<void>
}

/** A save reads and then writes: bulk work does not slip in between. */
const lingerMs = 4

export function createPersonFirst(patienceMs = 500): PersonFirst {
  let running = 0
  const waiting = new Set<() => void>()
  const quiet = () => {
    if (running === 0) for (const wake of [...waiting]) wake()
  }
  return {
    async first(work) {
      running += 1
      try {
        return await work()
      } finally {
        running -= 1
        setTimeout(quiet, lingerMs)
      }
    },
    async pause() {
      if (running === 0) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(wake, patienceMs)
        function wake() {
          clearTimeout(timer)
          waiting.delete(wake)
          resolve()
        }
        waiting.add(wake)
      })
    },
  }
}
