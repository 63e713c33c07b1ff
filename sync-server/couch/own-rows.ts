import type { FastifyRequest } from 'fastify'
import { programHeader } from '#shared/contract/program.ts'
import { principal } from '../http/access.ts'
import { readScopeOf } from '../scope/read-scope.ts'
import type { ChangesRows, Database, WriteOutcome } from '../store/store.ts'

/**
 * A workplace knows the words of what it has just written: its longpoll brings these rows without their documents, and
 * does not wake for them alone before they are a minute old (C23). No row is left out. Its requests carry a word that it
 * made when it started. In memory only: after a restart of either side the rows come whole.
 */
interface OwnWrite {
  rev: string
  writtenMs: number
}
type Own = Map<string, OwnWrite>

const writtenBy = new WeakMap<Database, Map<string, Own>>()
const longestMemory = 500
const mostPrograms = 2000
/** Whoever makes up words without end fills no memory, and drives nobody else's out of it. */
const mostProgramsOfUser = 20

/** The running workplace that asks; undefined for every other client, and for who gets documents other than they are. */
export function programOf(request: FastifyRequest): string | undefined {
  const word = request.headers[programHeader]
  if (typeof word !== 'string' || !/^[a-z0-9]{8,40}$/.test(word)) return undefined
  const { user, staff } = principal(request)
  return staff && readScopeOf(staff)?.shape ? undefined : `${user} ${word}`
}

/** Keeps in mind what this workplace has written, the newest alone. */
export function rememberOwn(
  database: Database,
  program: string,
  rows: readonly WriteOutcome[],
  nowMs: number,
): void {
  const programs = writtenBy.get(database) ?? new Map<string, Own>()
  writtenBy.set(database, programs)
  const own = programs.get(program) ?? new Map<string, OwnWrite>()
  // Who wrote last stands last; the first to go is who has not written for the longest time.
  programs.delete(program)
  programs.set(program, own)
  for (const row of rows)
    if (!('error' in row)) {
      own.delete(row.id)
      own.set(row.id, { rev: row.rev, writtenMs: nowMs })
    }
  forgetOldest(own, longestMemory)
  const user = program.slice(0, program.lastIndexOf(' ') + 1)
  const ofUser = [...programs.keys()].filter((name) => name.startsWith(user))
  for (const name of ofUser.slice(0, -mostProgramsOfUser)) programs.delete(name)
  forgetOldest(programs, mostPrograms)
}

function forgetOldest(map: Map<string, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return
    map.delete(key)
  }
}

const separator = ',\n'
const frame =
  /^\{"seq":"[^"]*","id":"([^"\\]*)","changes":\[\{"rev":"([^"]*)"\}\](?:,"deleted":true)?(?=,"doc":)/

/**
 * The rows, without the documents of those that this workplace has written and nobody since; the same object when there
 * are none. `restMs` says for how long they may wait when there is nothing else among them.
 */
export function withoutOwnBodies(
  database: Database,
  program: string | undefined,
  rows: ChangesRows,
  { nowMs, longestRestMs }: { nowMs: number; longestRestMs: number },
): { rows: ChangesRows; restMs: number } {
  const own = program === undefined ? undefined : writtenBy.get(database)?.get(program)
  if (!own || own.size === 0 || rows.count === 0) return { rows, restMs: 0 }
  let oldestMs = nowMs
  let count = 0
  const lines = rows.text
    .toString()
    .split(separator)
    .map((line) => {
      const [head, id, rev] = frame.exec(line) ?? []
      const write = id === undefined ? undefined : own.get(id)
      if (write === undefined || write.rev !== rev) return line
      count++
      oldestMs = Math.min(oldestMs, write.writtenMs)
      return `${head}}`
    })
  if (count === 0) return { rows, restMs: 0 }
  // A clock that was set back makes nobody wait for longer.
  const restMs = Math.min(Math.max(0, oldestMs + longestRestMs - nowMs), longestRestMs)
  return {
    rows: { ...rows, text: Buffer.from(lines.join(separator)) },
    restMs: count === lines.length && rows.complete ? restMs : 0,
  }
}
