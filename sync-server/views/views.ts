import { join } from 'node:path'
import { notFound } from '../couch/couch-error.ts'
import { removeViewFile, removeViewFolder, viewFilePath, viewFilesIn } from '../store/sqlite/view-file.ts'
import type { Database, Store } from '../store/store.ts'
import { leavesOfRows } from './conflict-leaves.ts'
import type { ViewGroup } from './view-group.ts'
import type { CallAnswer, CallName, CallRequest } from './worker-calls.ts'
import { createWorkerPool } from './worker-pool.ts'

export interface ViewsOptions {
  store: Store
  /** The data folder; indexes are in `views/` in it. They may be deleted while the server is stopped. */
  folder: string
  limits: { viewMemoryBytes: number; viewTimeMs: number; viewThreads: number }
}
export type WhenUpdated = 'before' | 'after' | 'never'

const stepCharacters = 1024 * 1024
const mostStepRows = 1000
const idleMs = 60_000

interface Update {
  started: boolean
  target: number
  done: Promise<void>
}

/** The indexes of views and of Mango: built from the changes feed in steps, kept in files of their own. */
export function createViews({ store, folder, limits }: ViewsOptions) {
  const pool = createWorkerPool(
    { memoryBytes: limits.viewMemoryBytes, timeMs: limits.viewTimeMs },
    limits.viewThreads,
  )
  const updates = new Map<string, Update>()
  const lastUse = new Map<string, number>()
  const folderOf = (database: string): string => join(folder, 'views', encodeURIComponent(database))
  const pathOf = (database: Database, group: ViewGroup): string =>
    viewFilePath(folderOf(database.name), group.signature)

  const call = <N extends CallName>(
    database: Database,
    name: N,
    request: CallRequest<N>,
  ): Promise<CallAnswer<N>> => {
    lastUse.set(database.name, performance.now())
    return pool.call(database.name, name, request)
  }
  const open = (database: Database, group: ViewGroup) => {
    // A database that was removed meanwhile gets no index, whatever comes after it under its name.
    if (store.open(database.name) !== database) throw notFound('Database does not exist.')
    return call(database, 'open', { path: pathOf(database, group), identity: identityOf(database), group })
  }

  const run = async (database: Database, group: ViewGroup): Promise<void> => {
    const path = pathOf(database, group)
    let { sequence } = await open(database, group)
    const end = database.updateNumber
    if (sequence > end) {
      // An index of a state that was taken back.
      await call(database, 'close', { folder: folderOf(database.name), signatures: [group.signature] })
      removeViewFile(path)
      sequence = (await open(database, group)).sequence
    }
    if (sequence === end) return
    let limit = 100
    let indexing: Promise<unknown> = Promise.resolve()
    while (sequence < end) {
      const rows = database.changes({
        since: sequence,
        upTo: end,
        limit,
        descending: false,
        allLeaves: true,
        includeDocs: true,
      })
      await indexing
      sequence = rows.lastSeq
      indexing = call(database, 'index', {
        path,
        text: rows.text,
        sequence,
        leaves: leavesOfRows(database, rows.text),
      })
      const wanted = Math.floor((limit * stepCharacters) / Math.max(1, rows.text.length))
      limit = Math.max(1, Math.min(mostStepRows, wanted, limit * 4))
    }
    await indexing
    await call(database, 'flush', { path })
  }

  /** Brings an index up to the newest change there is now. Whoever asks meanwhile waits for the same run or the next one. */
  const update = (database: Database, group: ViewGroup): Promise<void> => {
    const path = pathOf(database, group)
    const current = updates.get(path)
    if (current && (!current.started || current.target >= database.updateNumber)) return current.done
    const before = current?.done.catch(() => undefined)
    const next: Update = {
      started: before === undefined,
      target: database.updateNumber,
      done: Promise.resolve(before).then(() => {
        next.started = true
        next.target = database.updateNumber
        return run(database, group)
      }),
    }
    updates.set(path, next)
    const forget = (): void => {
      if (updates.get(path) === next) updates.delete(path)
    }
    next.done.then(forget, forget)
    return next.done
  }

  const releaseIdle = setInterval(() => {
    const since = performance.now() - idleMs
    for (const [name, used] of lastUse)
      if (used < since) {
        lastUse.delete(name)
        void pool.release(name, folderOf(name)).catch(() => undefined)
      }
  }, idleMs)
  releaseIdle.unref()

  return {
    call,
    update,
    pathOf,
    /** Makes the index ready to be read: up to date, or as it is. */
    async ready(database: Database, group: ViewGroup, when: WhenUpdated): Promise<string> {
      if (when === 'before') await update(database, group)
      await open(database, group)
      if (when === 'after') setImmediate(() => update(database, group).catch(() => undefined))
      return pathOf(database, group)
    },
    isUpdating: (database: Database, group: ViewGroup): boolean => updates.has(pathOf(database, group)),
    /** Removes the indexes that no design document defines any more. */
    async cleanUp(database: Database, kept: Set<string>): Promise<void> {
      const folder = folderOf(database.name)
      const signatures = viewFilesIn(folder).filter((signature) => !kept.has(signature))
      if (signatures.length === 0) return
      await call(database, 'close', { folder, signatures })
      for (const signature of signatures) removeViewFile(viewFilePath(folder, signature))
    },
    /** Removes all indexes of a database that was removed. */
    async remove(name: string): Promise<void> {
      lastUse.delete(name)
      await pool.release(name, folderOf(name)).catch(() => undefined)
      removeViewFolder(folderOf(name))
    },
    async close(): Promise<void> {
      clearInterval(releaseIdle)
      await pool.stop()
    },
  }
}
export type Views = ReturnType<typeof createViews>

/**
 * Of which database an index is: one of the same name, the same one after a restore, and one that documents left without
 * a change (`_purge`) are others.
 */
function identityOf(database: Database): string {
  const { createdAt, purgeNumber } = database.info()
  return `${database.epoch} ${createdAt} ${purgeNumber}`
}
