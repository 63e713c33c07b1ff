import { parentPort, workerData } from 'node:worker_threads'
import { AppError } from '#shared/errors/app-error.ts'
import { answerOf } from '../http/errors.ts'
import { createIsolate, type Isolate } from './isolate.ts'
import type { Row } from './sorted-rows.ts'
import type {
  CallMessage,
  CallName,
  CallReply,
  DesignSource,
  RowsAnswer,
  Verdict,
  WorkerCalls,
  WorkerSettings,
} from './worker-calls.ts'
import { type OpenIndex, openIndex } from './worker-index.ts'

// The thread that holds indexes and runs functions of design documents. It never sees the databases themselves.

const port = parentPort!
const settings = workerData as WorkerSettings
const mostIsolates = 8
const chunkRows = 1000
const chunkCharacters = 1024 * 1024
const aliveEveryMs = 500

let toldAlive = 0
const stillAlive = (): void => {
  const now = performance.now()
  if (now - toldAlive < aliveEveryMs) return
  toldAlive = now
  port.postMessage({ alive: true } satisfies CallReply)
}

/** The isolate under a key, made and prepared when there is none; the one used longest ago makes room. */
const isolates = new Map<string, Isolate>()
async function isolateOf(key: string, prepare: (isolate: Isolate) => void): Promise<Isolate> {
  const known = isolates.get(key)
  isolates.delete(key)
  if (known && !known.closed) {
    isolates.set(key, known)
    return known
  }
  const isolate = await createIsolate(settings, stillAlive)
  try {
    prepare(isolate)
  } catch (error) {
    isolate.close()
    throw error
  }
  for (const [old, other] of isolates) {
    if (isolates.size < mostIsolates) break
    other.close()
    isolates.delete(old)
  }
  isolates.set(key, isolate)
  return isolate
}
const isolateOfDesign = ({ key, text }: DesignSource): Promise<Isolate> =>
  isolateOf(key, (isolate) => void isolate.call('design', text))

const indexes = new Map<string, OpenIndex>()
const indexAt = (path: string): OpenIndex => {
  const index = indexes.get(path)
  if (!index) throw new AppError('storage.unavailable', { detail: 'the index is closed' })
  return index
}

interface Cursor {
  parts: Iterator<Row>
  path: string
  chunkRows: number
  release: () => void
}
const cursors = new Map<number, Cursor>()
let lastCursor = 0

/** The next rows of a cursor; it ends itself after the last. */
function advance(number: number, cursor: Cursor): Pick<RowsAnswer, 'rows' | 'cursor'> {
  const rows: string[] = []
  let characters = 0
  while (rows.length < 3 * cursor.chunkRows && characters < chunkCharacters) {
    const { value: row, done } = cursor.parts.next() as IteratorResult<Row>
    if (done) {
      end(number)
      return { rows, cursor: undefined }
    }
    rows.push(row.keyText, row.id, row.value)
    characters += row.keyText.length + row.value.length
  }
  return { rows, cursor: number }
}
function end(number: number): null {
  cursors.get(number)?.release()
  cursors.delete(number)
  return null
}

function closeIndex(path: string): void {
  for (const [number, cursor] of cursors) if (cursor.path === path) end(number)
  indexes.get(path)?.close()
  indexes.delete(path)
  isolates.get(path)?.close()
  isolates.delete(path)
}

type Handlers = {
  [N in CallName]: (
    request: Parameters<WorkerCalls[N]>[0],
  ) => ReturnType<WorkerCalls[N]> | Promise<ReturnType<WorkerCalls[N]>>
}
const handlers: Handlers = {
  open(request) {
    const { path, group } = request
    if (indexes.get(path)?.identity !== request.identity) closeIndex(path)
    const index =
      indexes.get(path) ??
      openIndex(request, () =>
        isolateOf(path, (isolate) => {
          isolate.call('design', JSON.stringify(group.library))
          const views = group.views.map(({ map, reduce }) => ({
            map,
            ...(reduce === undefined || reduce.startsWith('_') ? {} : { reduce }),
          }))
          isolate.call('views', JSON.stringify(views))
        }),
      )
    indexes.set(path, index)
    return { sequence: index.sequence() }
  },
  async index({ path, text, sequence, leaves }) {
    await indexAt(path).index(
      Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString(),
      sequence,
      leaves,
    )
    return null
  },
  flush({ path }) {
    indexAt(path).flush()
    return null
  },
  rows({ path, query }) {
    const index = indexAt(path)
    const { reader, ranges, offset, release } = index.reading(query)
    const rowsInOrder = function* (): Generator<Row> {
      for (const { from, to } of ranges)
        for (const part of reader.parts(from, to, query.descending)) yield* part
    }
    const number = ++lastCursor
    const cursor = { parts: rowsInOrder(), path, chunkRows: query.chunkRows ?? chunkRows, release }
    cursors.set(number, cursor)
    return { total: reader.total, offset, sequence: index.sequence(), ...advance(number, cursor) }
  },
  next({ cursor }) {
    const found = cursors.get(cursor)
    if (!found) throw new AppError('storage.unavailable', { detail: 'the index is closed' })
    return advance(cursor, found)
  },
  end: ({ cursor }) => end(cursor),
  groups: ({ path, query, level }) => indexAt(path).groups(query, level),
  info: ({ path }) => indexAt(path).info(),
  compact({ path }) {
    indexAt(path).flush()
    indexAt(path).compact()
    return null
  },
  close({ folder, signatures }) {
    for (const [path, index] of indexes) {
      if (!path.startsWith(folder)) continue
      if (signatures && !signatures.includes(index.group.signature)) continue
      closeIndex(path)
    }
    return null
  },
  async compiles({ sources }) {
    const isolate = await createIsolate(settings, stillAlive)
    try {
      return JSON.parse(isolate.call('compiles', JSON.stringify(sources))) as (string | null)[]
    } finally {
      isolate.close()
    }
  },
  async filter({ design, path, missing, byView, docs, req }) {
    const isolate = await isolateOfDesign(design)
    const given = `{"path":${JSON.stringify(path)},"what":${JSON.stringify(missing)},"docs":${docs},"req":${req}}`
    return JSON.parse(isolate.call(byView ? 'filterByView' : 'filter', given)) as boolean[]
  },
  async validate({ design, docs, userCtx, secObj }) {
    const isolate = await isolateOfDesign(design)
    const given = `{"docs":${docs},"userCtx":${userCtx},"secObj":${secObj}}`
    return JSON.parse(isolate.call('validate', given)) as (Verdict | null)[]
  },
}

// One call at a time: what a call sees is what the one before it left.
let turn = Promise.resolve()
port.on('message', ({ id, name, request }: CallMessage) => {
  const handle = handlers[name] as (request: unknown) => unknown
  turn = turn.then(async () => {
    try {
      port.postMessage({ id, answer: await handle(request) } satisfies CallReply)
    } catch (error) {
      port.postMessage({ id, failure: answerOf(error) } satisfies CallReply)
    }
  })
})
