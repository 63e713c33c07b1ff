import { type ClientHttp2Session, type ClientHttp2Stream, connect } from 'node:http2'
import { request as httpsRequest } from 'node:https'
import { connect as tlsConnect } from 'node:tls'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { feedsWaiting } from './feeds-waiting.ts'
import { type RunningServer, startTestServer } from './running-server.ts'
import { selfSigned } from './self-signed.ts'

const tls = selfSigned('first')
let server: RunningServer
let session: ClientHttp2Session
beforeEach(async () => {
  server = await startTestServer({ tls })
  session = connect(server.url, { ca: tls.cert })
})
afterEach(async () => {
  session.destroy()
  await server.stop()
})

const authorization = `Basic ${btoa('admin:admin-secret')}`
const open = (method: string, path: string, body?: string | Buffer, headers: Record<string, string> = {}) => {
  const stream = session.request({
    ':method': method,
    ':path': path,
    authorization,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...headers,
  })
  stream.end(body)
  return stream
}
interface Answer {
  status: number
  headers: Record<string, unknown>
  bytes: Buffer
}
const answerOf = (stream: ClientHttp2Stream): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let headers: Record<string, unknown> = {}
    stream.on('response', (given) => {
      headers = given
    })
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    stream.on('end', () =>
      resolve({ status: Number(headers[':status']), headers, bytes: Buffer.concat(chunks) }),
    )
    stream.on('error', reject)
  })
const ask = (method: string, path: string, body?: string, headers?: Record<string, string>) =>
  answerOf(open(method, path, body, headers))
const byHttp2 = {
  ask: async (method: string, path: string) => ({ text: (await ask(method, path)).bytes.toString() }),
}

describe('HTTP/2', () => {
  it('O4 carries documents, and its cookie is Secure', async () => {
    expect((await ask('PUT', '/t')).status).toBe(201)
    expect((await ask('PUT', '/t/a', '{"n":1}')).status).toBe(201)
    expect(JSON.parse((await ask('GET', '/t/a')).bytes.toString())).toMatchObject({ n: 1 })
    const body = JSON.stringify({ name: 'admin', password: 'admin-secret' })
    const { headers } = await ask('POST', '/_session', body)
    expect(String(headers['set-cookie'])).toMatch(/; Secure/)
  })

  it('O4 wakes many feeds on one connection, each in its form, packed and plain', async () => {
    await ask('PUT', '/t')
    const kinds = ['longpoll', 'continuous', 'eventsource'].flatMap((feed) => [
      { feed, headers: {} },
      { feed, headers: { 'accept-encoding': 'gzip' } },
    ])
    const waiting = kinds.map(({ feed, headers }) => ({
      feed,
      answer: ask('GET', `/t/_changes?feed=${feed}&since=now&limit=1&heartbeat=500`, undefined, headers),
    }))
    await feedsWaiting(byHttp2, kinds.length)
    await ask('PUT', '/t/woken', '{}')
    for (const { feed, answer } of waiting) {
      const { status, headers, bytes } = await answer
      const text = (headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString()
      expect([feed, status, text.includes('"id":"woken"')]).toEqual([feed, 200, true])
      expect(headers['lekar-protocol']).toBe('1')
    }
  })

  it('D6 O4 ends waiting feeds with a valid page when the server stops', async () => {
    await ask('PUT', '/t')
    const waiting = ask('GET', '/t/_changes?feed=longpoll&since=now&heartbeat=10000')
    await feedsWaiting(byHttp2, 1)
    const startedMs = performance.now()
    await server.server.close()
    expect(JSON.parse((await waiting).bytes.toString())).toMatchObject({ results: [], pending: 0 })
    expect(performance.now() - startedMs).toBeLessThan(9000)
  })

  it('O4 speaks HTTP/1.1 with clients that know no other, feeds included', async () => {
    await ask('PUT', '/t')
    const get = (path: string) =>
      new Promise<string>((resolve, reject) => {
        const asked = httpsRequest(
          server.url + path,
          { ca: tls.cert, headers: { authorization } },
          (answer) => {
            let text = ''
            answer.on('data', (chunk: Buffer) => {
              text += chunk.toString()
            })
            answer.on('end', () => resolve(`HTTP/${answer.httpVersion} ${text}`))
          },
        )
        asked.on('error', reject).end()
      })
    expect(await get('/t')).toMatch(/^HTTP\/1.1 .*"db_name":"t"/)
    expect(await get('/t/_changes?feed=longpoll&timeout=50')).toContain('"results":[')
  })

  it('O5 takes a new certificate without losing a connection, and refuses one that is none', async () => {
    await ask('PUT', '/t')
    const subject = () =>
      new Promise<string>((resolve, reject) => {
        const { port } = new URL(server.url)
        const socket = tlsConnect(
          { port: Number(port), host: '127.0.0.1', rejectUnauthorized: false },
          () => {
            resolve(String(socket.getPeerCertificate().subject.CN))
            socket.destroy()
          },
        )
        socket.on('error', reject)
      })
    expect(await subject()).toBe('first')
    expect(() => server.server.renewCertificate({ cert: 'none', key: 'none' })).toThrow()
    expect(await subject()).toBe('first')
    server.server.renewCertificate(selfSigned('second'))
    expect(await subject()).toBe('second')
    expect((await ask('GET', '/t')).status).toBe(200)
  })
})
