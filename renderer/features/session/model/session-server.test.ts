import { describe, expect, it } from 'vitest'
import { createSessionServer } from './session-server.ts'

const answering = (answer: () => Response | Promise<Response>) =>
  createSessionServer('http://clinic.local/', async () => answer())
const code = async (answer: () => Response | Promise<Response>) => {
  const outcome = await answering(answer).signIn('doctor', 'secret')
  return outcome.ok ? 'ok' : outcome.error
}

describe('the session server', () => {
  it('tells a refused password from a silent server', async () => {
    expect(await code(() => Response.json({}, { status: 401 }))).toBe('session.wrong-password')
    expect(await code(() => Promise.reject(new TypeError('failed')))).toBe('network.unreachable')
    expect(await code(() => Promise.reject(new DOMException('late', 'TimeoutError')))).toBe('network.timeout')
    expect(await code(() => new Response('', { status: 502 }))).toBe('server.unavailable')
    expect(await code(() => new Response('', { status: 429 }))).toBe('server.too-many-requests')
  })

  it('does not take the page of a captive portal for our server', async () => {
    expect(await code(() => new Response('<html>Wi-Fi</html>', { status: 200 }))).toBe(
      'network.not-our-server',
    )
  })

  it('does not take a foreign JSON for a profile or a status', async () => {
    expect(await code(() => Response.json({ hello: 'world' }))).toBe('network.malformed-answer')
    const status = await answering(() => Response.json({ product: 'router' })).status()
    expect(status).toEqual({ ok: false, error: 'network.not-our-server' })
  })

  it('signs in and answers the profile', async () => {
    const asked: string[] = []
    const profile = {
      user: 'doctor',
      practitioner: { id: 'practitioner:p1', name: 'К', role: 'doctor', position: 'Врач' },
      clinicId: 'demo',
      database: 'clinic-demo',
      facilityId: 'facility:z',
      facilities: [],
    }
    const server = createSessionServer('http://clinic.local/', async (url, init) => {
      asked.push(`${init?.method ?? 'GET'} ${url}`)
      return Response.json(String(url).endsWith('/api/me') ? profile : { ok: true })
    })
    expect(await server.signIn('doctor', 'secret')).toEqual({ ok: true, value: profile })
    expect(asked).toEqual(['POST http://clinic.local/_session', 'GET http://clinic.local/api/me'])
  })
})
