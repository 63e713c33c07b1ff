import type { WireDocument } from '#shared/contract/couch.ts'
import { protocolHeader } from '#shared/contract/protocol-version.ts'
import { gunzip } from '../replication/gzip.ts'

/**
 * A server in a few lines for tests of the workplace alone: one database in memory, spoken to through `fetch`. The real
 * one is in tests/faults. `fault` answers in its place.
 */
export interface ScriptedServer {
  fetch: typeof fetch
  documents: Map<string, WireDocument & { _rev: string }>
  requests: { method: string; url: string; body: unknown }[]
  /** Writes as another station would. */
  write(document: WireDocument): void
  fault:
    | ((method: string, url: string, body: unknown) => Response | undefined | Promise<Response | undefined>)
    | undefined
  /** The guard of `_bulk_docs`: a refusal or undefined. */
  guard: ((document: WireDocument) => { error: string; reason: string } | undefined) | undefined
  epoch: string
}

export const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), {
    status,
    headers: { [protocolHeader]: '1', 'content-type': 'application/json', ...headers },
  })

export function createScriptedServer(): ScriptedServer {
  const listeners = new Set<() => void>()
  let sequence = 0
  const log = new Map<string, number>()

  function store(document: WireDocument): string {
    const present = server.documents.get(document._id)
    const rev = `${Number.parseInt(present?._rev ?? '0', 10) + 1}-${Math.abs(hash(JSON.stringify(document)))}`
    server.documents.set(document._id, { ...document, _rev: rev })
    log.set(document._id, ++sequence)
    return rev
  }
  const wake = () => {
    for (const listener of [...listeners]) listener()
  }

  const server: ScriptedServer = {
    documents: new Map(),
    requests: [],
    fault: undefined,
    guard: undefined,
    epoch: 'a1',
    write(document) {
      store(document)
      wake()
    },
    fetch: async (input, init) => {
      const url = String(input)
      const method = init?.method ?? 'GET'
      const sent = init?.body instanceof ArrayBuffer ? await gunzip(init.body) : init?.body
      const body = sent ? JSON.parse(String(sent)) : undefined
      server.requests.push({ method, url, body })
      const faulty = await server.fault?.(method, url, body)
      if (faulty) return faulty
      if (url.includes('/_changes')) return changes(new URL(url, 'http://server'), init?.signal ?? undefined)
      if (url.includes('/_bulk_docs')) return answer(201, bulkDocs((body as { docs: WireDocument[] }).docs))
      if (url.includes('/_all_docs')) return answer(200, { rows: allDocs((body as { keys: string[] }).keys) })
      return answer(404, { error: 'not_found', reason: 'missing' })
    },
  }

  function bulkDocs(documents: WireDocument[]) {
    const rows = documents.map((document) => {
      const refusal = server.guard?.(document)
      if (refusal) return { id: document._id, ...refusal }
      const present = server.documents.get(document._id)
      if ((present && !present._deleted && present._rev !== document._rev) || (!present && document._rev))
        return { id: document._id, error: 'conflict', reason: 'Document update conflict.' }
      return { ok: true, id: document._id, rev: store(document) }
    })
    setTimeout(wake, 0)
    return rows
  }

  const allDocs = (keys: string[]) =>
    keys.map((key) => {
      const document = server.documents.get(key)
      if (!document) return { key, error: 'not_found' }
      const value = { rev: document._rev, ...(document._deleted ? { deleted: true } : {}) }
      return { key, id: key, value, doc: document }
    })

  async function changes(url: URL, signal: AbortSignal | undefined): Promise<Response> {
    const asked = url.searchParams.get('since') ?? '0'
    const since = asked === 'now' ? (sequence === 0 ? '0' : `${sequence}-${server.epoch}`) : asked
    const [number, epoch] = since.split('-')
    if (since !== '0' && epoch !== server.epoch)
      return answer(400, { error: 'bad_request', reason: 'unknown_since' })
    const after = () => [...log].filter(([, seq]) => seq > Number(number)).sort((a, b) => a[1] - b[1])
    if (url.searchParams.get('feed') === 'longpoll' && after().length === 0)
      await new Promise<void>((resolve, reject) => {
        listeners.add(resolve)
        signal?.addEventListener('abort', () => reject(signal.reason))
      })
    const found = after()
    const page = found.slice(0, Number(url.searchParams.get('limit') ?? 1000))
    const last = page.at(-1)?.[1] ?? Number(number)
    const withDocs = url.searchParams.get('include_docs') === 'true'
    const results = page.map(([id, seq]) => {
      const doc = server.documents.get(id)!
      return {
        seq: `${seq}-${server.epoch}`,
        id,
        changes: [{ rev: doc._rev }],
        ...(doc._deleted ? { deleted: true } : {}),
        ...(withDocs ? { doc } : {}),
      }
    })
    const last_seq = last === 0 ? '0' : `${last}-${server.epoch}`
    return answer(200, { results, last_seq, pending: found.length - page.length })
  }
  return server
}

function hash(text: string): number {
  let value = 7
  for (let i = 0; i < text.length; i++) value = (value * 31 + text.charCodeAt(i)) | 0
  return value
}
