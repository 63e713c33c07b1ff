/** A reload takes a second or two; after this nobody comes back for them. */
const keepMs = 10_000

/**
 * Holds what a page hands over at its end until the page that follows takes it: in this worker's memory, for seconds,
 * given out once.
 */
export function createKeptKeys(wait: (ms: number) => Promise<void>) {
  let kept: { what: unknown } | undefined
  return {
    /** Resolves when it was forgotten: the worker must live so long. */
    async keep(what: unknown): Promise<void> {
      const mine = { what }
      kept = mine
      await wait(keepMs)
      if (kept === mine) kept = undefined
    },
    take(): unknown {
      const what = kept?.what
      kept = undefined
      return what
    },
  }
}
