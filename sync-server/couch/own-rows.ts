import type { FastifyRequest } from 'fastify'
import { programHeader } from '#shared/contract/program.ts'
import { principal } from '../http/access.ts'
import type { ChangesRows, Database, WriteOutcome } from '../store/store.ts'

/**
 * A workplace knows what it has just written: a waiting feed need not send it back (C23). Its requests carry a word that
 * it made when it started. In memory only: after a restart of either side the rows come as ever.
 */
type Revisions = Map<string, string>

const writtenBy = new WeakMap<Database, Map<string, Revisions>>()
const longestMemory = 500
const mostPrograms = 2000

/** The running workplace that asks; undefined for every other client. */
export function programOf(request: FastifyRequest): string | undefined {
  const word = request.headers[programHeader]
  if (typeof word !== 'string' || !/^[a-z0-9]{8,40}$/.test(word)) return undefined
  return `${principal(request).user} ${word}`
}

/** Keeps in mind what this workplace has written, the newest alone. */
export function rememberOwn(database: Database, program: string, rows: readonly WriteOutcome[]): void {
  const programs = writtenBy.get(database) ?? new Map<string, Revisions>()
  writtenBy.set(database, programs)
  const own = programs.get(program) ?? new Map<string, string>()
  // Who wrote last stands last; the first to go is who has not written for the longest time.
  programs.delete(program)
  programs.set(program, own)
  for (const row of rows)
    if (!('error' in row)) {
      own.delete(row.id)
      own.set(row.id, row.rev)
    }
  forgetOldest(own, longestMemory)
  forgetOldest(programs, mostPrograms)
}

function forgetOldest(map: Map<string, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return
    map.delete(key)
  }
}

const separator = ',\n'
const head = /^\{"seq":"[^"]*","id":"([^"\\]*)","changes":\[\{"rev":"([^"]*)"\}/

/** The rows without those that this workplace has written and nobody since; the same object when there are none. */
export function withoutOwn(database: Database, program: string | undefined, rows: ChangesRows): ChangesRows {
  const own = program === undefined ? undefined : writtenBy.get(database)?.get(program)
  if (!own || own.size === 0 || rows.count === 0) return rows
  const lines = rows.text.toString().split(separator)
  const kept = lines.filter((line) => {
    const [, id, rev] = head.exec(line) ?? []
    return id === undefined || own.get(id) !== rev
  })
  if (kept.length === lines.length) return rows
  return { ...rows, text: Buffer.from(kept.join(separator)), count: kept.length }
}
