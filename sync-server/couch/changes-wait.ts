import type { FastifyReply } from 'fastify'
import { protocolHeader, protocolVersion } from '#shared/contract/protocol-version.ts'
import type { ChangesRows, Database } from '../store/store.ts'
import type { ChangesRequest } from './changes-request.ts'
import { stepRows } from './changes-stream.ts'
import { feedFormats } from './feed-format.ts'
import type { Feeds } from './feeds.ts'
import { sequenceOf } from './sequence.ts'

interface WaitOptions {
  database: Database
  feeds: Feeds
  asked: ChangesRequest
  user: string
}

/**
 * A feed that waits. Headers and a newline go at once, so that no proxy on the way takes the silence for a dead line.
 * A longpoll ends with its first rows, at its timeout, or when the server stops: always with a valid page.
 * A continuous feed sends row by row until one of the last two.
 */
export function waitForChanges(reply: FastifyReply, options: WaitOptions): void {
  const { database, feeds, asked, user } = options
  const format = feedFormats[asked.feed === 'normal' ? 'longpoll' : asked.feed]
  const continuous = asked.feed === 'continuous' || asked.feed === 'eventsource'
  let since = asked.query.since
  let left = asked.query.limit
  let full = false
  let over = false
  reply.hijack()
  const raw = reply.raw
  raw.writeHead(200, {
    [protocolHeader]: String(protocolVersion),
    'content-type': format.contentType,
    'cache-control': 'no-store',
  })
  raw.write(format.open)

  let timer: NodeJS.Timeout
  const rest = (): void => {
    clearTimeout(timer)
    timer = setTimeout(tick, asked.heartbeatMs ?? asked.timeoutMs)
  }
  const tick = (): void => {
    if (asked.heartbeatMs === undefined) end()
    else {
      raw.write(format.heartbeat)
      rest()
    }
  }
  const leave = (): void => {
    over = true
    clearTimeout(timer)
    remove()
  }
  const end = (): void => {
    leave()
    const pending = full ? database.pendingAfter(since) : 0
    raw.end(format.end(`"last_seq":"${sequenceOf(database, since)}","pending":${pending}`))
  }
  const tell = (): void => {
    // A slow client holds no memory: the feed goes on when what was sent has left.
    if (over || (continuous && raw.writableNeedDrain)) return
    try {
      send(readShared(database, asked, since, continuous ? Math.min(left, stepRows) : left))
    } catch {
      // A filter that takes too long: the client sees a cut answer, never one that looks whole.
      leave()
      raw.destroy()
    }
  }
  const send = (rows: ChangesRows): void => {
    since = rows.lastSeq
    full = !rows.complete
    if (rows.count === 0) return
    raw.write(format.rows(rows.text))
    left -= rows.count
    if (!continuous || left <= 0) end()
    else rest()
    if (continuous && full && !raw.writableNeedDrain) setImmediate(tell)
  }
  raw.on('drain', tell)
  const remove = feeds.add(database, { user, tell, end })
  raw.on('close', leave)
  rest()
  if (continuous) tell()
}

const lastRead = new WeakMap<Database, { key: string; rows: ReturnType<Database['changes']> }>()

/** Feeds told of the same commit from the same place get the same bytes, read once. */
function readShared(database: Database, asked: ChangesRequest, since: number, limit: number) {
  const upTo = database.updateNumber
  const key = `${since} ${upTo} ${limit} ${asked.key.slice(asked.key.indexOf(','))}`
  const known = lastRead.get(database)
  if (known?.key === key) return known.rows
  const rows = database.changes({ ...asked.query, since, upTo, limit })
  lastRead.set(database, { key, rows })
  return rows
}
