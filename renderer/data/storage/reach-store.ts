import { beginNewLog } from './begin-new-log.ts'

/** Names that a browser gives to troubles of its store which may pass, as that a killed one still holds the files. */
const passing = ['UnknownError', 'AbortError']

/**
 * The first thing that is asked of the store: waits until it answers, and has its log begun anew. Nothing above it tries
 * again: RxDB keeps a collection that once failed to open.
 * @throws what the browser said last when it went on saying so
 */
export async function reachStore(
  factory: IDBFactory,
  pausesMs: readonly number[] = [100, 300, 1000, 2000, 4000],
): Promise<void> {
  for (const pauseMs of [...pausesMs, undefined]) {
    try {
      return await beginNewLog(factory)
    } catch (cause) {
      // Anything else, such as a full disk, need not keep anybody from reading: what it means is told by the opening.
      if (!(cause instanceof Error) || !passing.includes(cause.name)) return
      if (pauseMs === undefined) throw cause
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
}
