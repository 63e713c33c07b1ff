import type { CallAnswer, CallName, CallRequest, WorkerSettings } from './worker-calls.ts'
import { startThread, type Thread } from './worker-thread.ts'

/**
 * Threads for the functions and indexes of databases. A database keeps to one thread; databases share one only when there
 * are more of them than threads, so that a function that wastes its time takes none of theirs.
 */
export function createWorkerPool(settings: WorkerSettings, mostThreads: number) {
  const threads: { thread: Thread; databases: Set<string> }[] = []
  const ofDatabase = new Map<string, { thread: Thread; databases: Set<string> }>()

  const threadOf = (database: string): Thread => {
    const known = ofDatabase.get(database)
    if (known) return known.thread
    const [least] = [...threads].sort((a, b) => a.databases.size - b.databases.size)
    const isFree = least && (least.databases.size === 0 || threads.length >= mostThreads)
    const chosen = isFree ? least : { thread: startThread(settings), databases: new Set<string>() }
    if (chosen !== least) threads.push(chosen)
    chosen.databases.add(database)
    ofDatabase.set(database, chosen)
    return chosen.thread
  }
  return {
    call: <N extends CallName>(database: string, name: N, request: CallRequest<N>): Promise<CallAnswer<N>> =>
      threadOf(database).call(name, request),
    /** Closes what the thread holds in the folder of a database that goes away or is not used. */
    async release(database: string, folder: string): Promise<void> {
      const known = ofDatabase.get(database)
      if (!known) return
      await known.thread.call('close', { folder })
      known.databases.delete(database)
      ofDatabase.delete(database)
    },
    stop: async (): Promise<void> => {
      await Promise.all(threads.map(({ thread }) => thread.stop()))
      threads.length = 0
      ofDatabase.clear()
    },
  }
}
