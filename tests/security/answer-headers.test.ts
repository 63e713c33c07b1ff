import { get } from 'node:https'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { dataHeaders } from '../../shared/contract/content-security-policy.ts'
import { people, startClinicServer } from '../contracts/clinic-server.ts'
import type { RunningServer } from '../contracts/running-server.ts'
import { startTestServer } from '../contracts/running-server.ts'
import { selfSigned } from '../contracts/self-signed.ts'

let server: RunningServer
afterEach(() => server.stop())

/** Sends bytes as they are; answers the head of what comes back. */
const raw = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(text))
    let head = ''
    socket.on('data', (bytes: Buffer) => {
      head += bytes.toString('latin1')
      if (head.includes('\r\n\r\n')) socket.destroy()
    })
    socket.on('close', () => resolve(head.toLowerCase()))
    socket.on('error', reject)
  })

describe('every answer', () => {
  it('W11 that is no page of ours runs nothing if a browser shows it', async () => {
    server = await startTestServer()
    await server.ask('PUT', '/t')
    await server.ask('PUT', '/t/d', { a: 1 })
    for (const [method, path] of [
      ['GET', '/'],
      ['GET', '/t'],
      ['GET', '/t/d'],
      ['HEAD', '/t/d'],
      ['GET', '/t/none'],
      ['GET', '/t/_changes'],
      ['GET', '/t/_changes?feed=continuous&timeout=1'],
      ['GET', '/t/_changes?feed=eventsource&timeout=1'],
      ['POST', '/t/_bulk_docs'],
      ['GET', '/%ZZ'],
      ['GET', '/t/%ff'],
      ['GET', '/app'],
      ['GET', '/app/none.js'],
      ['GET', '/api/none'],
      ['PATCH', '/t'],
      ['GET', `/${'x'.repeat(9000)}`],
    ] as const) {
      const { headers } = await server.ask(method, path, method === 'POST' ? '{' : undefined)
      for (const [name, value] of Object.entries(dataHeaders))
        expect([method, path.slice(0, 50), name, headers.get(name)]).toEqual([
          method,
          path.slice(0, 50),
          name,
          value,
        ])
      expect(headers.get('strict-transport-security')).toBeNull()
    }
  })

  it('W11 to what is no HTTP at all holds nothing that a browser could run', async () => {
    server = await startTestServer()
    for (const text of [
      'GET /<script>alert(1)</script> HTTP/1.1\r\nHost: x\r\nBad Header: <script>\r\n\r\n',
      '<script>\r\n\r\n',
      `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`,
    ]) {
      const head = await raw(text)
      expect(head).toMatch(/^http\/1\.1 4\d\d/)
      expect(head).not.toContain('<script')
      expect(head).not.toContain('text/html')
      expect(head).toContain('x-content-type-options: nosniff')
    }
  })

  it('W11 to an address that cannot be read repeats no letter of it', async () => {
    server = await startTestServer()
    for (const path of ['/%ZZ%3Cscript%3E', '/t/%ff<script>'])
      expect((await server.ask('GET', path)).json).toEqual({
        error: 'bad_request',
        reason: 'malformed address',
      })
  })

  it('W12 with records or accounts is kept in no cache', async () => {
    server = await startClinicServer()
    const as = people.doctor
    for (const path of [
      '/clinic-demo',
      '/clinic-demo/_all_docs?include_docs=true',
      '/clinic-demo/_changes?include_docs=true',
      '/clinic-demo/none',
      '/_session',
      '/api/me',
    ]) {
      const { headers } = await server.ask('GET', path, undefined, { as })
      expect([path, headers.get('cache-control')]).toEqual([path, 'no-store'])
    }
    await server.ask('PUT', '/t')
    expect((await server.ask('GET', '/t')).headers.get('cache-control')).toBe('must-revalidate')
  })

  it('O21 over TLS tells the browser to come by TLS alone, and the cookie goes by TLS alone', async () => {
    const tls = selfSigned('hsts')
    server = await startTestServer({ tls })
    const headers = await new Promise<NodeJS.Dict<string | string[]>>((resolve, reject) =>
      get(`${server.url}/none`, { ca: tls.cert }, (answer) => resolve(answer.resume().headers)).on(
        'error',
        reject,
      ),
    )
    expect(headers['strict-transport-security']).toBe('max-age=31536000')
    await server.stop()

    server = await startTestServer({ behindTls: true })
    const answer = await server.ask('POST', '/_session', { name: 'admin', password: 'admin-secret' })
    expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000')
    expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly; Secure; SameSite=Strict/)
  })
})
