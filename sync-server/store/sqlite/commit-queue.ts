import type { DatabaseSync } from 'node:sqlite'
import { asStorageError } from './file.ts'

interface Job {
  run: () => unknown
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

/** What a commit is taken to cost before the first was measured. */
const usualCommitMs = 2

/**
 * Group commit: writes that arrive while the loop is busy share one transaction and one fsync. A job's promise settles
 * only after the commit that holds it. One failing job never takes the others with it: they are run again, alone.
 *
 * A loop's turn takes one new connection only. Fifty clients that come at once would get fifty commits one after the
 * other: as long as each turn brings another write, the commit waits, but no longer than the last one took.
 */
export function createCommitQueue(
  file: DatabaseSync,
  hooks: {
    /** A transaction has begun. */
    begun?: (() => void) | undefined
    committed: () => void
    rolledBack: () => void
    /** Told of each commit: how long it took with its fsync, and how many writes shared it. */
    timed?: ((seconds: number, writes: number) => void) | undefined
    /** Milliseconds that only grow. */
    nowMs?: (() => number) | undefined
  },
) {
  const nowMs = hooks.nowMs ?? (() => performance.now())
  let jobs: Job[] = []
  let scheduled = false
  let seen = 0
  let firstMs = 0
  let commitMs = usualCommitMs
  let closed = false

  const commit = (group: Job[]): unknown[] => {
    file.exec('BEGIN IMMEDIATE')
    try {
      hooks.begun?.()
      const values = group.map((job) => job.run())
      const startMs = nowMs()
      file.exec('COMMIT')
      commitMs = nowMs() - startMs
      hooks.timed?.(commitMs / 1000, group.length)
      return values
    } catch (error) {
      if (file.isTransaction) file.exec('ROLLBACK')
      hooks.rolledBack()
      throw error
    }
  }

  const settle = (group: Job[]): void => {
    try {
      const values = commit(group)
      for (const [index, job] of group.entries()) job.resolve(values[index])
    } catch (error) {
      if (group.length === 1) group[0]!.reject(asStorageError(error))
      else for (const job of group) settle([job])
    }
  }

  const turn = (): void => {
    if (jobs.length > seen && nowMs() - firstMs < commitMs) {
      seen = jobs.length
      setImmediate(turn)
    } else flush()
  }

  const flush = (): void => {
    scheduled = false
    seen = 0
    if (jobs.length === 0) return
    const group = jobs
    jobs = []
    settle(group)
    hooks.committed()
  }

  return {
    add<T>(run: () => T): Promise<T> {
      if (closed) return Promise.reject(new Error('the database is closed'))
      return new Promise<T>((resolve, reject) => {
        jobs.push({ run, resolve: resolve as (value: unknown) => void, reject })
        if (!scheduled) {
          scheduled = true
          firstMs = nowMs()
          setImmediate(turn)
        }
      })
    },
    /** Commits what waits, then takes nothing more. */
    close(): void {
      flush()
      closed = true
    },
  }
}
