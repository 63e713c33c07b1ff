import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Limits } from '../../sync-server/context.ts'
import { couchdbAddress } from '../../sync-server/relay/couchdb-address.ts'
import { patientDocument, visitDocument } from '../../sync-server/scope/clinic-document.fixture.ts'
import { people, provision } from './clinic-server.ts'
import { type RunningServer, startTestServer } from './running-server.ts'

/** Stands between the server and its CouchDB: sees what is asked, and can answer in its place or break off. */
interface Between {
  url: string
  asked: { method: string; path: string; headers: IncomingMessage['headers']; body: string }[]
  instead: ((request: IncomingMessage, answer: ServerResponse) => boolean) | undefined
  /** Breaks every connection now open. */
  cut(): void
  close(): Promise<void>
}

let couchdb: RunningServer
let between: Between
let server: RunningServer
const log: string[] = []

const start = (limits: Partial<Limits> = {}): Promise<RunningServer> =>
  startTestServer({
    couchdb: addressOf(between.url),
    limits,
    logLevel: 'debug',
    logStream: new Writable({
      write(chunk, _encoding, done) {
        log.push(String(chunk))
        done()
      },
    }),
  })
beforeAll(async () => {
  couchdb = await startTestServer({ adminPassword: 's3cret-of-couchdb', couchdb: undefined })
  between = await startBetween(couchdb.url)
  server = await start()
  await provision(server)
})
beforeEach(async () => {
  log.length = 0
  for (const name of ['clinic-demo', 'delivered-demo']) {
    await couchdb.ask('DELETE', `/${name}`, undefined, asCouchdbAdmin)
    await couchdb.ask('PUT', `/${name}`, undefined, asCouchdbAdmin)
  }
})
afterEach(() => {
  between.instead = undefined
})
afterAll(async () => {
  await server.stop()
  await between.close()
  await couchdb.stop()
})

const asCouchdbAdmin = { as: 'admin:s3cret-of-couchdb' }
const asDoctor = { as: people.doctor }
const addressOf = (url: string) => {
  const address = couchdbAddress(url.replace('//', '//admin:s3cret-of-couchdb@'))
  if (!address.ok) throw new Error(address.error)
  return address.value
}
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('a server with a CouchDB behind it', () => {
  it('E1 keeps databases there and its own accounts here', async () => {
    await server.ask('PUT', '/notes')
    await server.ask('PUT', '/notes/a', '{"z":1.0,"big":12345678901234567890}')
    expect((await couchdb.ask('GET', '/notes/a', undefined, asCouchdbAdmin)).text).toContain(
      ',"z":1.0,"big":12345678901234567890}',
    )
    expect((await couchdb.ask('GET', '/clinic-demo', undefined, asCouchdbAdmin)).status).toBe(200)
    expect((await couchdb.ask('GET', '/api/accounts', undefined, asCouchdbAdmin)).json).toHaveLength(1)
    expect((await server.ask('GET', '/_all_dbs')).json).toEqual(
      expect.arrayContaining(['clinic-demo', 'clinic-other', 'notes']),
    )
  })

  it('E2 proves itself with its own credentials and hands on nothing of the client’s', async () => {
    between.asked.length = 0
    await server.ask('GET', '/clinic-demo/_all_docs', undefined, {
      ...asDoctor,
      headers: { cookie: 'AuthSession=canary', 'x-auth-couchdb-username': 'admin', te: 'trailers' },
    })
    const [{ headers } = { headers: {} as IncomingMessage['headers'] }] = between.asked
    expect(headers.authorization).toBe(`Basic ${btoa('admin:s3cret-of-couchdb')}`)
    expect(Object.keys(headers).sort()).toEqual([
      'accept',
      'accept-encoding',
      'authorization',
      'connection',
      'host',
    ])
  })

  it('E2 E3 says neither where the CouchDB is nor its secret, in answers, errors and log lines', async () => {
    const texts: string[] = []
    const note = ({ headers, text }: { headers: Headers; text: string }) =>
      texts.push(text, JSON.stringify([...headers]))
    note(await server.ask('GET', '/clinic-demo', undefined, asDoctor))
    between.instead = (_request, answer) => {
      answer.writeHead(500, { 'x-host': 's3cret-of-couchdb', server: 'CouchDB/3.4.3' })
      answer.end('{"error":"badmatch","reason":"s3cret-of-couchdb"}')
      return true
    }
    note(await server.ask('GET', '/clinic-demo/x', undefined, asDoctor))
    note(await server.ask('PUT', '/clinic-demo/patient:1', patientDocument(), asDoctor))
    const nowhere = await startTestServer({ couchdb: addressOf('http://127.0.0.1:1') })
    note(await nowhere.ask('GET', '/clinic-demo/x'))
    await nowhere.stop()
    expect(texts.join('\n')).not.toMatch(/s3cret|CouchDB\/3|127\.0\.0\.1/)
    expect(log.join('\n')).toMatch(/the CouchDB cannot be reached/)
    expect(log.join('\n')).not.toMatch(/s3cret|patient:1|Ковал/)
  })

  it.each<[string, (answer: ServerResponse) => void]>([
    ['refuses us', (answer) => answer.writeHead(401).end('{"error":"unauthorized","reason":"x"}')],
    ['is in trouble', (answer) => answer.writeHead(500).end('{"error":"badmatch","reason":"{x}"}')],
    ['is a portal', (answer) => answer.writeHead(200, { 'content-type': 'text/html' }).end('<html>sign in')],
    ['is a proxy', (answer) => answer.writeHead(502).end('<html>bad gateway')],
    ['sends us elsewhere', (answer) => answer.writeHead(302, { location: 'http://x/' }).end()],
    ['hangs up', (answer) => answer.destroy()],
  ])('E3 answers 503 and when to come again when the CouchDB %s', async (_title, instead) => {
    between.instead = (_request, answer) => {
      instead(answer)
      return true
    }
    for (const [method, path, body] of [
      ['GET', '/clinic-demo/patient:1', undefined],
      ['GET', '/clinic-demo/_changes', undefined],
      ['GET', '/clinic-demo/_changes?feed=continuous', undefined],
      ['POST', '/clinic-demo/_bulk_docs', { docs: [patientDocument()] }],
      ['PUT', '/clinic-demo/patient:1', patientDocument()],
    ] as const) {
      const answer = await server.ask(method, path, body, asDoctor)
      expect([path, answer.status, answer.json.error]).toEqual([path, 503, 'service_unavailable'])
      expect(answer.headers.get('retry-after')).toBe('5')
      expect(answer.headers.get('lekar-protocol')).toBe('1')
    }
    const longpoll = await server.ask(
      'GET',
      '/clinic-demo/_changes?feed=longpoll&since=0',
      undefined,
      asDoctor,
    )
    expect([longpoll.status, longpoll.json]).toMatchObject([503, { results: [], last_seq: '0' }])
  })

  it('E3 says nothing of a body that is cut on its way', async () => {
    between.instead = (_request, answer) => {
      answer.writeHead(200, { 'content-type': 'application/json' })
      answer.write('{"_id":"patient:1",')
      setTimeout(() => answer.destroy(), 30)
      return true
    }
    await expect(
      server.ask('GET', '/clinic-demo/patient:1', undefined, {
        ...asDoctor,
        headers: { 'accept-encoding': 'identity' },
      }),
    ).rejects.toThrow()
    expect(log.join('')).not.toContain('already sent')
    expect(
      (await server.ask('POST', '/clinic-demo/_bulk_docs', { docs: [patientDocument()] }, asDoctor)).status,
    ).toBe(503)
  })

  it('E3 says in _up that it cannot work without the CouchDB', async () => {
    expect((await server.ask('GET', '/_up', undefined, { as: null })).status).toBe(200)
    between.instead = (_request, answer) => {
      answer.destroy()
      return true
    }
    expect((await server.ask('GET', '/_up', undefined, { as: null })).status).toBe(503)
  })

  it('E3 leads out of no database', async () => {
    for (const path of ['/clinic-demo/x%2F..%2F..%2Fclinic-other', '/clinic-demo/..%5Cclinic-other'])
      expect((await server.ask('GET', path, undefined, asDoctor)).status).toBe(400)
  })

  it('E3 C17 cuts a body at its limit while it passes', async () => {
    const small = await start({ bodyBytes: 1000 })
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let part = 0; part < 20; part++) controller.enqueue(new TextEncoder().encode('x'.repeat(100)))
        controller.close()
      },
    })
    await small.ask('PUT', '/big')
    const init = {
      method: 'PUT',
      body,
      duplex: 'half',
      headers: { authorization: `Basic ${btoa('admin:admin-secret')}` },
    }
    const answer = await fetch(`${small.url}/big/d/x`, init as RequestInit)
    expect(answer.status).toBe(413)
    expect((await small.ask('GET', '/big/d')).status).toBe(404)
    await small.stop()
  })
})

describe('writes into a clinic', () => {
  it('E4 S6 S8 sends on what is allowed, in its order and as its text, and answers the rest in place', async () => {
    const [first] = (
      await server.ask('POST', '/clinic-demo/_bulk_docs', { docs: [visitDocument()] }, asDoctor)
    ).json
    between.asked.length = 0
    const numbered = JSON.stringify(patientDocument('patient:2')).replace(
      '"allergies":[]',
      '"z":1.0,"n":12345678901234567890,"allergies":[]',
    )
    const docs = [
      JSON.stringify(patientDocument('patient:1')),
      JSON.stringify({ ...visitDocument(), _rev: first.rev, complaints: 'Другое' }),
      numbered,
      '{"_id":"_design/x","views":{}}',
      JSON.stringify(patientDocument('patient:1')),
    ]
    const { status, json } = await server.ask(
      'POST',
      '/clinic-demo/_bulk_docs',
      `{"docs":[${docs.join(',')}]}`,
      asDoctor,
    )
    expect(status).toBe(201)
    expect(json.map((row: { id: string; error?: string }) => [row.id, row.error])).toEqual([
      ['patient:1', undefined],
      ['visit:1', 'forbidden'],
      ['patient:2', undefined],
      ['_design/x', 'forbidden'],
      ['patient:1', 'conflict'],
    ])
    const sent = between.asked
      .filter((request) => request.path.endsWith('/_bulk_docs'))
      .map(({ body }) => body)
    expect(sent).toHaveLength(2)
    expect(sent[0]).toContain('"z":1.0,"n":12345678901234567890')
    expect(sent[0]).not.toMatch(/visit:1|_design/)
  })

  it('E4 judges replicated edits by what the CouchDB holds', async () => {
    const visit = { ...visitDocument(), _rev: '1-aa', _revisions: { start: 1, ids: ['aa'] } }
    const push = (docs: object[]) =>
      server.ask('POST', '/clinic-demo/_bulk_docs', { docs, new_edits: false }, asDoctor)
    expect((await push([visit, { ...patientDocument(), _rev: '1-bb' }])).json).toEqual([])
    expect((await push([visit])).json).toEqual([])
    const changed = {
      ...visit,
      _rev: '2-cc',
      _revisions: { start: 2, ids: ['cc', 'aa'] },
      complaints: 'Другое',
    }
    const refused = (await push([changed, { ...patientDocument('patient:2'), _rev: '1-dd' }])).json
    expect(refused).toEqual([
      {
        id: 'visit:1',
        rev: '2-cc',
        error: 'forbidden',
        reason: 'visit.signed-immutable: Подписанное посещение нельзя изменить',
      },
    ])
    expect((await server.ask('GET', '/clinic-demo/patient:2', undefined, asDoctor)).json._rev).toBe('1-dd')
  })

  it('E4 never lets two writers of one database judge the same revision', async () => {
    let running = 0
    let most = 0
    between.instead = (request, answer) => {
      if (!/_bulk_(get|docs)/.test(request.url ?? '')) return false
      most = Math.max(most, ++running)
      answer.once('close', () => running--)
      return false
    }
    await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        server.ask('PUT', `/clinic-demo/patient:${n}`, patientDocument(`patient:${n}`), asDoctor),
      ),
    )
    expect(most).toBe(1)
  })

  it('E4 S9 refuses attachments, purges and routes that nobody has thought of', async () => {
    await server.ask('PUT', '/clinic-demo/patient:1', patientDocument(), asDoctor)
    const { rev } = (await server.ask('GET', '/clinic-demo/patient:1', undefined, asDoctor)).json
    const attached = await server.ask('PUT', `/clinic-demo/patient:1/x?rev=${rev}`, 'text')
    expect([attached.status, attached.json.reason.split(':')[0]]).toEqual([403, 'document.attachments'])
    await server.ask('PUT', '/clinic-demo-files')
    const files = await server.ask('PUT', '/clinic-demo-files/anything/x', 'text', asDoctor)
    expect([files.status, files.json.reason.split(':')[0]]).toEqual([403, 'document.attachments'])
    const inline = { ...patientDocument('patient:2'), _attachments: { x: { data: '' } } }
    expect((await server.ask('PUT', '/clinic-demo/patient:2', inline, asDoctor)).status).toBe(403)
    expect((await server.ask('PUT', '/clinic-demo/_design/x', {})).status).toBe(403)
    expect((await server.ask('POST', '/clinic-demo/_index', { index: { fields: ['a'] } })).status).toBe(403)
  })

  it('E4 deletes as the embedded engine does', async () => {
    const remove = (tail: string) => server.ask('DELETE', `/clinic-demo/${tail}`, undefined, asDoctor)
    expect((await remove('patient:1')).json).toEqual({ error: 'not_found', reason: 'missing' })
    const { rev } = (await server.ask('PUT', '/clinic-demo/patient:1', patientDocument(), asDoctor)).json
    expect((await remove('patient:1')).status).toBe(409)
    expect((await remove(`patient:1?rev=${rev}`)).status).toBe(200)
    expect((await remove('patient:1')).json.reason).toBe('deleted')
  })

  it('E6 notes who brought which document before it is stored, where stations do not look', async () => {
    await server.ask('PUT', '/clinic-demo/patient:1', patientDocument(), asDoctor)
    const rows = async () =>
      (
        await couchdb.ask('GET', '/delivered-demo/_all_docs?include_docs=true', undefined, asCouchdbAdmin)
      ).json.rows.map((row: { doc: object }) => row.doc)
    expect(await rows()).toMatchObject([{ by: 'practitioner:doctor', documents: [{ id: 'patient:1' }] }])
    expect((await server.ask('GET', '/delivered-demo/_all_docs', undefined, asDoctor)).status).toBe(403)
    between.instead = (request, answer) => {
      if (!request.url?.startsWith('/delivered-demo')) return false
      answer.writeHead(500).end('{"error":"x","reason":"x"}')
      return true
    }
    expect(
      (await server.ask('PUT', '/clinic-demo/patient:2', patientDocument('patient:2'), asDoctor)).status,
    ).toBe(503)
    expect((await server.ask('GET', '/clinic-demo/patient:2', undefined, asDoctor)).status).toBe(404)
  })
})

describe('feeds', () => {
  const feed = (query: string, signal?: AbortSignal) =>
    server.ask('GET', `/clinic-demo/_changes?${query}`, undefined, {
      ...asDoctor,
      ...(signal ? { signal } : {}),
    })

  it('E5 ends a waiting longpoll where it began, and a continuous feed after its last row, when the CouchDB breaks off', async () => {
    await server.ask('PUT', '/clinic-demo/patient:1', patientDocument(), asDoctor)
    const { last_seq: since } = (await feed('')).json
    const open = (query: string) =>
      fetch(`${server.url}/clinic-demo/_changes?heartbeat=10000&${query}`, {
        headers: { authorization: `Basic ${btoa(asDoctor.as)}` },
      })
    // Its head is here, so it waits.
    const waiting = await open(`feed=longpoll&since=${since}`)
    const running = await open('feed=continuous')
    let text = ''
    for await (const piece of running.body!.pipeThrough(new TextDecoderStream())) {
      text += piece
      if (text.includes('patient:1')) between.cut()
    }
    expect(await waiting.json()).toEqual({ results: [], last_seq: since, pending: 0 })
    const lines = text.trim().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { id: 'patient:1' },
      { last_seq: since, pending: 0 },
    ])
  })

  it('E5 gives the news of a longpoll that the CouchDB answers at once, whatever length it names', async () => {
    const page = JSON.stringify({ results: [{ seq: '7-x', id: 'patient:1', changes: [] }], last_seq: '7-x' })
    let breaksOff = false
    between.instead = (_request, answer) => {
      answer.writeHead(200, {
        'content-type': 'application/json',
        'content-length': page.length,
        etag: '"7"',
      })
      if (breaksOff) answer.write('{"results":[', () => answer.destroy())
      else answer.end(page)
      return true
    }
    for (const encoding of ['gzip', 'identity']) {
      const asked = { ...asDoctor, headers: { 'accept-encoding': encoding } }
      const ask = () =>
        server.ask('GET', '/clinic-demo/_changes?feed=longpoll&since=6-x', undefined, {
          ...asked,
          signal: AbortSignal.timeout(5000),
        })
      breaksOff = false
      const { headers, text } = await ask()
      expect([encoding, text]).toEqual([encoding, page])
      expect([headers.get('content-length'), headers.get('etag')]).toEqual([null, null])
      breaksOff = true
      expect((await ask()).json).toEqual({ results: [], last_seq: '6-x', pending: 0 })
    }
  })

  it('E5 D6 ends them in the same way when this server stops', async () => {
    const stopping = await start()
    const headers = { authorization: `Basic ${btoa('admin:admin-secret')}` }
    const path = '/clinic-demo/_changes?feed=longpoll&heartbeat=10000&since=0'
    // Its head is here, so it waits.
    const waiting = await fetch(stopping.url + path, { headers })
    await stopping.stop()
    expect(await waiting.json()).toEqual({ results: [], last_seq: '0', pending: 0 })
  })

  it('E5 leaves the CouchDB when the client has left, and counts the feeds of a person', async () => {
    const few = await start({ feedsPerUser: 1 })
    await provision(few)
    const stop = new AbortController()
    const path = '/clinic-demo/_changes?feed=longpoll&heartbeat=10000&since=now'
    const closed = new Promise<void>((resolve) => {
      between.instead = (request, answer) => {
        if (request.url?.includes('longpoll')) answer.once('close', resolve)
        return false
      }
    })
    const headers = { authorization: `Basic ${btoa(asDoctor.as)}` }
    // Its head is here, so it waits.
    const left = await fetch(few.url + path, { headers, signal: stop.signal })
    expect((await few.ask('GET', path, undefined, asDoctor)).status).toBe(429)
    stop.abort()
    await expect(left.text()).rejects.toThrow()
    await closed
    await few.stop()
  })

  it('E5 holds no memory for a slow client: the CouchDB waits, too', async () => {
    await server.ask('PUT', '/big')
    await server.ask('POST', '/big/_bulk_docs', {
      docs: Array.from({ length: 60 }, (_, n) => ({ _id: `d${n}`, text: 'x'.repeat(500_000) })),
    })
    let sent = 0
    between.instead = (request, answer) => {
      if (!request.url?.startsWith('/big/_changes')) return false
      const write = answer.write.bind(answer) as (chunk: Buffer) => boolean
      answer.write = ((chunk: Buffer) => {
        sent += chunk.length
        return write(chunk)
      }) as typeof answer.write
      return false
    }
    const response = await fetch(`${server.url}/big/_changes?include_docs=true&feed=continuous&timeout=500`, {
      headers: { authorization: `Basic ${btoa('admin:admin-secret')}`, 'accept-encoding': 'identity' },
    })
    await wait(500)
    expect(sent).toBeLessThan(25_000_000)
    expect((await response.text()).length).toBeGreaterThan(30_000_000)
  })

  it('E5 tells a station with a sequence of another engine to start over', async () => {
    for (const since of ['5-deadbeef', '12-g1AAAACTeJzLYWBgYMpgTmHgz8tPSTV0MDQy1zMAQsMckEQiQ1L9'])
      expect((await feed(`since=${since}`)).json.reason).toMatch(/^unknown_since/)
    between.instead = (_request, answer) => {
      answer.writeHead(400)
      answer.end('{"error":"bad_request","reason":"Malformed sequence supplied in \'since\' parameter."}')
      return true
    }
    expect((await feed('since=5-deadbeef')).json.reason).toMatch(/^unknown_since/)
  })
})

async function startBetween(target: string): Promise<Between> {
  const sockets = new Set<ServerResponse>()
  const { request } = await import('node:http')
  const between: Between = {
    url: '',
    asked: [],
    instead: undefined,
    cut: () => undefined,
    close: async () => undefined,
  }
  const proxy: Server = createServer((incoming, answer) => {
    sockets.add(answer)
    answer.once('close', () => sockets.delete(answer))
    const noted = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers,
      body: '',
    }
    between.asked.push(noted)
    if (between.instead?.(incoming, answer)) return
    const outgoing = request(
      target + incoming.url,
      { method: incoming.method, headers: incoming.headers },
      (from) => {
        answer.writeHead(from.statusCode ?? 0, from.headers)
        from.pipe(answer)
        answer.once('close', () => from.destroy())
      },
    )
    outgoing.on('error', () => answer.destroy())
    incoming.on('data', (chunk: Buffer) => {
      noted.body += chunk.toString()
    })
    incoming.once('close', () => {
      if (!incoming.complete) outgoing.destroy()
    })
    incoming.pipe(outgoing)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  between.url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  between.cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  between.close = () =>
    new Promise((resolve) => {
      proxy.close(() => resolve())
      proxy.closeAllConnections()
    })
  return between
}
