import { newestPacking } from '#shared/contract/packing.ts'
import { gunzip } from '../../renderer/data/replication/gzip.ts'
import { unpackText } from '../../renderer/data/replication/packing/packing.ts'
import { databaseOfClinic } from '../../sync-server/accounts/clinic-store.ts'
import { type RunningServer, startTestServer } from '../contracts/running-server.ts'

/**
 * The line between a station and the real server, in one process: forwards `fetch`, and can be cut, or answer in the
 * server's place. Stations store on Dexie over fake-indexeddb.
 */
export interface Line {
  fetch: typeof fetch
  /** No byte passes while true; requests under way are cut too. */
  cut(down: boolean): void
  /** Answers instead of the server, before (`request`) or after (`answer`) the server did its work. */
  request: ((method: string, path: string) => Response | undefined) | undefined
  answer: ((method: string, path: string, response: Response) => Response | Promise<Response>) | undefined
  /** Answers in the server's place, from what the request carries. */
  sent: ((path: string, body: string) => Response | undefined) | undefined
  /** What was asked, `GET /clinic-demo/_changes?...`. */
  asked: string[]
}

export function createLine(server: () => RunningServer, user = 'admin:admin-secret'): Line {
  let down = false
  const cuts = new Set<AbortController>()
  const authorization = `Basic ${btoa(user)}`
  const line: Line = {
    request: undefined,
    answer: undefined,
    sent: undefined,
    asked: [],
    cut(isDown) {
      down = isDown
      if (down) for (const cut of [...cuts]) cut.abort()
    },
    fetch: async (input, init) => {
      const path = String(input).replace('http://server', '')
      const method = init?.method ?? 'GET'
      line.asked.push(`${method} ${path}`)
      if (down) throw new TypeError('no network')
      const instead = line.request?.(method, path) ?? line.sent?.(path, await bodyText(init?.body))
      if (instead) return instead
      const cut = new AbortController()
      cuts.add(cut)
      const signals = init?.signal ? [init.signal, cut.signal] : [cut.signal]
      const headers = { ...(init?.headers as Record<string, string>), authorization }
      try {
        const signal = AbortSignal.any(signals)
        const response = await fetch(server().url + path, { ...init, headers, signal })
        const feed = path.includes('longpoll')
        const whole = feed ? response : new Response(await response.arrayBuffer(), response)
        return (await line.answer?.(method, path, whole)) ?? whole
      } finally {
        // A longpoll can be cut while its body is read.
        if (!path.includes('longpoll')) cuts.delete(cut)
      }
    },
  }
  return line
}

export const clinic = databaseOfClinic('demo')

const bodyText = async (body: RequestInit['body']) =>
  body instanceof ArrayBuffer
    ? gunzip(body)
    : body instanceof Uint8Array
      ? unpackText([new Uint8Array(body)], newestPacking)
      : String(body ?? '')

/** A server with the clinic's empty database. */
export async function startClinic(
  options: Parameters<typeof startTestServer>[0] = {},
): Promise<RunningServer> {
  const server = await startTestServer(options)
  const { status } = await server.ask('PUT', `/${clinic}`)
  if (status !== 201 && status !== 412) throw new Error(`the database was not made: ${status}`)
  return server
}

/** The clinic with the accounts of these stations: whose people leave a trace of access. */
export async function clinicWith(server: RunningServer, ...stations: string[]) {
  await server.ask('PUT', '/api/clinics/demo', { facilities: [] })
  for (const name of stations)
    await server.ask('PUT', `/api/accounts/${name}`, {
      password: `secret-${name}`,
      practitioner: { id: `practitioner:${name}`, name: 'Иванов И. И.', role: 'doctor', position: 'Врач' },
      clinicId: 'demo',
      facilityId: '',
    })
}
