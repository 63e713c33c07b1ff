import type { FastifyReply, FastifyRequest } from 'fastify'
import { openFeedLine } from '../http/feed-line.ts'
import type { ChangesRows, Database } from '../store/store.ts'
import type { ChangesRequest } from './changes-request.ts'
import { rowsAtOnce, stepEnd } from './changes-stream.ts'
import { type FeedFormat, feedFormats } from './feed-format.ts'
import type { Feeds } from './feeds.ts'
import { sequenceOf } from './sequence.ts'

interface WaitOptions {
  database: Database
  feeds: Feeds
  asked: ChangesRequest
  user: string
  stalledMs: number
  /** Reads with a filter that runs elsewhere. */
  readFiltered?: ((since: number, limit: number) => Promise<ChangesRows>) | undefined
  /** The rows as they go out, and how long they rest before they do (C23). */
  outgoing?: ((read: ChangesRows) => { rows: ChangesRows; restMs: number }) | undefined
}

/**
 * A feed that waits. Headers and a newline go at once, so that no proxy on the way takes the silence for a dead line.
 * A longpoll ends after the rows of the first news, at its timeout, or when the server stops: always with a valid page.
 * A continuous feed sends row by row until one of the last two. Rows go in steps, and none while the client is slow.
 */
export function waitForChanges(request: FastifyRequest, reply: FastifyReply, options: WaitOptions): void {
  const { database, feeds, asked, user, stalledMs, readFiltered, outgoing } = options
  const format = feedFormats[asked.feed === 'normal' ? 'longpoll' : asked.feed]
  const continuous = asked.feed === 'continuous' || asked.feed === 'eventsource'
  let since = asked.query.since
  let left = asked.query.limit
  let full = false
  let sent = 0
  let over = false
  const line = openFeedLine(request, reply, { contentType: format.contentType, stalledMs })
  line.write(format.open)

  let timer: NodeJS.Timeout
  let resting: NodeJS.Timeout | undefined
  const rest = (): void => {
    clearTimeout(timer)
    timer = setTimeout(tick, asked.heartbeatMs ?? asked.timeoutMs)
  }
  const tick = (): void => {
    if (asked.heartbeatMs === undefined) end()
    else {
      if (!line.isBlocked()) line.write(format.heartbeat)
      rest()
    }
  }
  const leave = (): void => {
    over = true
    clearTimeout(timer)
    clearTimeout(resting)
    remove()
  }
  const end = (): void => {
    leave()
    const pending = full || resting ? database.pendingAfter(since) : 0
    line.end(Buffer.from(format.end(`"last_seq":"${sequenceOf(database, since)}","pending":${pending}`)))
  }
  /** A filter that takes too long: the client sees a cut answer, never one that looks whole. */
  const cut = (): void => {
    leave()
    line.cut()
  }
  let reading = false
  let toldMeanwhile = false
  const tell = (): void => {
    // A slow client holds no memory: the feed goes on when what was sent has left.
    if (over || line.isBlocked()) return
    const limit = Math.min(left, rowsAtOnce(asked))
    try {
      if (readFiltered) tellFiltered(readFiltered, limit)
      else send(readShared(database, asked, since, limit))
    } catch {
      cut()
    }
  }
  const tellFiltered = (
    read: (since: number, limit: number) => Promise<ChangesRows>,
    limit: number,
  ): void => {
    toldMeanwhile = reading
    if (reading) return
    reading = true
    read(since, limit).then((rows) => {
      reading = false
      if (over) return
      send(rows)
      if (toldMeanwhile && !over) tell()
    }, cut)
  }
  const send = (read: ChangesRows): void => {
    const { rows, restMs } = outgoing?.(read) ?? { rows: read, restMs: 0 }
    if (restMs > 0 && sent === 0) {
      // Nothing was told: the place stays, and whatever comes meanwhile takes them along.
      clearTimeout(resting)
      resting = setTimeout(tell, restMs)
      return
    }
    resting = undefined
    since = rows.lastSeq
    full = !rows.complete
    if (rows.count > 0) {
      if (sent > 0 && format.separator.length > 0) line.write(format.separator)
      line.write(formatted(format, rows))
      sent += rows.count
      left -= rows.count
      rest()
    }
    if (left <= 0 || (!continuous && sent > 0 && !full)) end()
    else if (full && !line.isBlocked()) setImmediate(tell)
  }
  line.onDrain(tell)
  const remove = feeds.add(database, { user, tell, end })
  line.onClose(leave)
  rest()
  // What was written while a filter ran elsewhere has told nobody.
  // Rows that rest are looked at again.
  if (continuous || readFiltered || outgoing) tell()
}

const lastRead = new WeakMap<Database, { key: string; rows: ChangesRows }>()

/** Feeds told of the same commit from the same place get the same bytes, read once. */
function readShared(database: Database, asked: ChangesRequest, since: number, limit: number): ChangesRows {
  const end = database.updateNumber
  const upTo = stepEnd(asked, since, end)
  const key = `${since} ${upTo} ${limit} ${asked.key.slice(asked.key.indexOf(','))}`
  const known = lastRead.get(database)
  if (known?.key === key) return known.rows
  const read = database.changes({ ...asked.query, since, upTo, limit })
  const rows = { ...read, complete: read.complete && upTo === end }
  lastRead.set(database, { key, rows })
  return rows
}

const lastFormatted = new WeakMap<ChangesRows, Map<FeedFormat, Buffer>>()

/** The same rows in the same format are the same bytes, so that packing them is done once as well. */
function formatted(format: FeedFormat, rows: ChangesRows): Buffer {
  const known = lastFormatted.get(rows) ?? new Map<FeedFormat, Buffer>()
  lastFormatted.set(rows, known)
  const bytes = known.get(format) ?? format.rows(rows.text)
  known.set(format, bytes)
  return bytes
}
