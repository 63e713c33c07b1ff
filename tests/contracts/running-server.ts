import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, type Server, type ServerOptions } from '../../sync-server/create-server.ts'
import { startUpstream, takeCouchdb, type Upstream } from './upstream.ts'

/** A real server on a real port, with its own data folder and an administrator `admin` / `admin-secret`. */
export interface RunningServer {
  server: Server
  url: string
  folder: string
  /** What stands behind it, to be given to another server over the same data. */
  couchdb: ServerOptions['couchdb']
  /** Asks as the administrator unless told otherwise. Bodies are JSON texts or values. */
  ask(method: string, path: string, body?: unknown, options?: AskOptions): Promise<Answer>
  stop(): Promise<void>
}
export interface AskOptions {
  /** `user:password`; null for nobody. */
  as?: string | null
  headers?: Record<string, string>
  signal?: AbortSignal
}
export interface Answer {
  status: number
  headers: Headers
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: answers are asserted, not trusted
  json: any
}

export const cheapPasswords = { memoryKiB: 8, passes: 1, iterations: 10 }

/** The engine that the contract suite runs on: SQLite in the server, or a CouchDB behind it. */
export const onRelay = process.env.LEKAR_TEST_ENGINE === 'relay'

async function upstreamFor(options: Partial<ServerOptions>): Promise<Upstream | undefined> {
  if (!onRelay || options.couchdb) return undefined
  const real = process.env.LEKAR_COUCHDB_URL
  return (real ? await takeCouchdb(real) : undefined) ?? startUpstream(options.limits)
}

export async function startTestServer(
  options: Partial<ServerOptions> & { port?: number } = {},
): Promise<RunningServer> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'lekar-server-'))
  const upstream = await upstreamFor(options)
  const server = await createServer({
    couchdb: upstream?.address,
    folder,
    adminPassword: 'admin-secret',
    logLevel: 'silent',
    passwordCost: cheapPasswords,
    ...options,
  })
  const url = await server.app.listen({ host: '127.0.0.1', port: options.port ?? 0 })
  return {
    server,
    url,
    folder,
    couchdb: upstream?.address ?? options.couchdb,
    ask: (method, path, body, asked = {}) => askServer(url, method, path, body, asked),
    async stop() {
      await server.close()
      await upstream?.stop()
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}

export async function askServer(
  url: string,
  method: string,
  path: string,
  body: unknown,
  { as = 'admin:admin-secret', headers = {}, signal }: AskOptions,
): Promise<Answer> {
  const response = await fetch(url + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(as === null ? {} : { authorization: `Basic ${Buffer.from(as).toString('base64')}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(signal ? { signal } : {}),
    ...(body === undefined
      ? {}
      : {
          body:
            typeof body === 'string' || body instanceof Uint8Array
              ? (body as BodyInit)
              : JSON.stringify(body),
        }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: asJson(text) }
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
