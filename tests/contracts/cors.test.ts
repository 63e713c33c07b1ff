import { afterEach, describe, expect, it } from 'vitest'
import { type RunningServer, startTestServer } from './running-server.ts'

let server: RunningServer
afterEach(() => server.stop())
const origin = 'https://office.example'
const preflight = (from: string, method: string, headers = '') =>
  server.ask('OPTIONS', '/t/a', undefined, {
    as: null,
    headers: {
      origin: from,
      'access-control-request-method': method,
      ...(headers ? { 'access-control-request-headers': headers } : {}),
    },
  })

describe('pages of other origins', () => {
  it('O1 get nothing unless they are named', async () => {
    server = await startTestServer()
    const answer = await server.ask('GET', '/', undefined, { headers: { origin } })
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    expect((await preflight(origin, 'PUT')).status).not.toBe(204)
  })

  it('O1 O2 may ask when they are named, with the cookie when that is said', async () => {
    server = await startTestServer({ cors: { origins: [origin], credentials: true } })
    const asked = await preflight(origin, 'PUT', 'authorization, Content-Type, if-match')
    expect([asked.status, asked.text]).toEqual([204, ''])
    expect(Object.fromEntries(asked.headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': 'authorization, Content-Type, if-match',
      'access-control-max-age': '600',
      vary: 'origin',
    })
    expect(asked.headers.get('access-control-allow-methods')).toContain('PUT')
    await server.ask('PUT', '/t')
    for (const path of ['/', '/t/_changes', '/t/_changes?feed=continuous&timeout=1', '/none']) {
      const answer = await server.ask('GET', path, undefined, { headers: { origin } })
      expect([path, answer.headers.get('access-control-allow-origin')]).toEqual([path, origin])
      expect(answer.headers.get('access-control-expose-headers')).toContain('etag')
    }
    const refused = await server.ask('GET', '/t', undefined, { as: null, headers: { origin } })
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, origin])
  })

  it('O1 stay outside under another name, with another method or header', async () => {
    server = await startTestServer({ cors: { origins: [origin], credentials: true } })
    for (const foreign of ['https://evil.example', 'https://office.example.evil.example', 'null'])
      expect((await preflight(foreign, 'PUT')).headers.get('access-control-allow-origin')).toBeNull()
    expect((await preflight(origin, 'PURGE')).status).not.toBe(204)
    expect((await preflight(origin, 'PUT', 'x-made-up')).status).not.toBe(204)
  })

  it('O1 never have the cookie when all origins may ask', async () => {
    server = await startTestServer({ cors: { origins: ['*'], credentials: true } })
    const answer = await server.ask('GET', '/', undefined, { headers: { origin } })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
  })
})
