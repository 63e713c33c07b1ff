import { existsSync } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { backup, DatabaseSync } from 'node:sqlite'
import { AppError } from '#shared/errors/app-error.ts'
import { asStorageError } from './file.ts'

/** All pages in one step: one moment of the database, however much is written meanwhile; writers do not wait for it. */
const allPages = 2 ** 31 - 1

/**
 * Copies a database file that a server may be writing to. The copy is one committed state, no older than the call, checked
 * and on disk when this resolves. False when the database is gone.
 */
export async function copyDatabase(from: string, to: string): Promise<boolean> {
  if (!existsSync(from)) return false
  try {
    const source = new DatabaseSync(from, { readOnly: true })
    try {
      source.exec('PRAGMA busy_timeout=10000')
      await backup(source, to, { rate: allPages })
    } finally {
      source.close()
    }
    checkCopy(to)
    const file = await open(to, 'r+')
    await file.sync()
    await file.close()
    return true
  } catch (error) {
    if (!existsSync(from)) return false
    throw asStorageError(error)
  }
}

/** A copy stands alone: no log beside it, and every page readable. */
function checkCopy(path: string): void {
  const copy = new DatabaseSync(path)
  try {
    copy.exec('PRAGMA journal_mode=DELETE')
    const answer = Object.values(copy.prepare('PRAGMA quick_check(1)').get() ?? {})[0]
    if (answer !== 'ok') throw new AppError('storage.damaged', { detail: 'the copy does not pass its check' })
  } finally {
    copy.close()
  }
}

export const bytesOf = async (path: string): Promise<number> => (await stat(path)).size
