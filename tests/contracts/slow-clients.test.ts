import { once } from 'node:events'
import { connect as connectHttp2 } from 'node:http2'
import { connect, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { feedsWaiting } from './feeds-waiting.ts'
import { type RunningServer, startTestServer } from './running-server.ts'
import { selfSigned } from './self-signed.ts'

let server: RunningServer
afterEach(() => server.stop())
const authorization = `Basic ${btoa('admin:admin-secret')}`
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** A client that sends a request and then takes nothing. */
async function deaf(path: string): Promise<Socket> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.pause()
  socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nauthorization: ${authorization}\r\n\r\n`)
  return socket
}
const fill = async (rows: number, bytes: number, name = 'd') => {
  const text = 'x'.repeat(bytes)
  for (let from = 0; from < rows; from += 100) {
    const docs = Array.from({ length: 100 }, (_, n) => ({ _id: `${name}${from + n}`, text }))
    expect((await server.ask('POST', '/t/_bulk_docs', { docs })).status).toBe(201)
  }
}
/** Whether the server has let go of the line: what is left to read ends. */
const isCut = async (socket: Socket): Promise<boolean> => {
  if (socket.destroyed) return true
  const closed = once(socket, 'close')
  socket.resume()
  return (await Promise.race([closed.then(() => true), pause(20_000).then(() => false)])) as boolean
}

describe('slow clients', () => {
  it('O6 a client that does not read gets no more than it has room for, and is cut off', async () => {
    server = await startTestServer({ limits: { stalledMs: 3000 } })
    await server.ask('PUT', '/t')
    await fill(3000, 10_000)
    const paths = [
      '/t/_changes?include_docs=true&limit=3000',
      '/t/_changes?feed=continuous&include_docs=true&heartbeat=500',
      '/t/_changes?feed=longpoll&include_docs=true',
      '/t/_all_docs?include_docs=true',
    ]
    // What waits for each client, at its most: looked at from the server, for reading here would wake a feed.
    const most = new Map<Socket, number>()
    server.server.app.server.on('connection', (line: Socket) => most.set(line, 0))
    const look = () => {
      for (const [line, bytes] of most) most.set(line, Math.max(bytes, line.writableLength))
    }
    const looking = setInterval(look, 20)
    const sockets = await Promise.all(Array.from({ length: 12 }, (_, n) => deaf(paths[n % paths.length]!)))
    const connections = () =>
      new Promise<number>((resolve) => server.server.app.server.getConnections((_, count) => resolve(count)))
    await expect.poll(() => most.size).toBe(12)
    await expect.poll(connections).toBeLessThan(3)
    clearInterval(looking)
    // Each answer is 30 MB; what waits for its client is one step of 500 rows, 5 MB, and what fits beside it.
    expect(Math.max(...most.values())).toBeGreaterThan(100_000)
    expect(Math.max(...most.values())).toBeLessThan(12e6)
    for (const socket of sockets) socket.destroy()
    expect((await server.ask('GET', '/t')).status).toBe(200)
  }, 40_000)

  it('O6 a waiting feed that is not read is cut, one that is only silent stays', async () => {
    server = await startTestServer({ limits: { stalledMs: 700 } })
    await server.ask('PUT', '/t')
    const silent = server.ask('GET', '/t/_changes?feed=longpoll&since=now&timeout=30000')
    const stopped = await deaf('/t/_changes?feed=continuous&since=now&include_docs=true&heartbeat=500')
    await feedsWaiting(server, 2)
    await fill(100, 1)
    expect((await silent).json.results.length).toBeGreaterThan(0)
    const quiet = server.ask('GET', '/t/_changes?feed=longpoll&since=now&timeout=30000')
    await feedsWaiting(server, 2)
    await pause(2000)
    await fill(1000, 10_000, 'e')
    expect((await quiet).json.results.length).toBeGreaterThan(0)
    // Read before it is cut, it would go on.
    await feedsWaiting(server, 0)
    expect(await isCut(stopped)).toBe(true)
  }, 30_000)

  it('O6 a client that sends a part of a request and nothing more is cut off', async () => {
    server = await startTestServer({ limits: { stalledMs: 300 } })
    await server.ask('PUT', '/t')
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write(
      `POST /t/_bulk_docs HTTP/1.1\r\nhost: x\r\nauthorization: ${authorization}\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n{"docs":[`,
    )
    expect(await isCut(socket)).toBe(true)
  })

  it('O6 under HTTP/2 a stream that is not read ends alone', async () => {
    const tls = selfSigned('here')
    server = await startTestServer({ tls, limits: { stalledMs: 400 } })
    const session = connectHttp2(server.url, { ca: tls.cert })
    const open = (method: string, path: string, body?: string) => {
      const stream = session.request({
        ':method': method,
        ':path': path,
        authorization,
        ...(body ? { 'content-type': 'application/json' } : {}),
      })
      stream.end(body)
      return stream
    }
    const done = async (method: string, path: string, body?: string) => {
      const stream = open(method, path, body)
      stream.resume()
      await once(stream, 'end')
    }
    await done('PUT', '/t')
    const docs = Array.from({ length: 500 }, (_, n) => ({ _id: `d${n}`, text: 'x'.repeat(5000) }))
    await done('POST', '/t/_bulk_docs', JSON.stringify({ docs }))
    const stopped = open('GET', '/t/_changes?feed=continuous&include_docs=true&heartbeat=500')
    const error = new Promise((resolve) => stopped.on('error', resolve).on('close', resolve))
    await pause(1200)
    await error
    await done('GET', '/t')
    session.destroy()
  })
})
