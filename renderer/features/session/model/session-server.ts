import { type Profile, profileSchema, type ServerStatus, serverStatusSchema } from '#shared/contract/api.ts'
import { protocolHeader, protocolVersion } from '#shared/contract/protocol-version.ts'
import { type StationKeys, stationKeysSchema } from '#shared/contract/station-keys.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { fail, ok, type Result } from '#shared/kit/result.ts'

const timeoutMs = 8000

/** The part of the server that knows people. Every failure is a code; nothing here throws. */
export interface SessionServer {
  status(): Promise<Result<ServerStatus, ErrorCode>>
  /** Opens a session (a cookie) and answers who that is. */
  signIn(user: string, password: string): Promise<Result<Profile, ErrorCode>>
  /** The data keys of this PC; 'session.station-revoked' when it may not have them any more. */
  stationKeys(stationId: string): Promise<Result<StationKeys, ErrorCode>>
  signOut(): Promise<void>
}

const codeOfStatus = (status: number): ErrorCode => {
  if (status === 401) return 'session.wrong-password'
  if (status === 403) return 'session.forbidden'
  if (status === 410) return 'session.station-revoked'
  if (status === 429) return 'server.too-many-requests'
  if (status >= 500) return 'server.unavailable'
  return 'network.not-our-server'
}

/** `baseUrl` ends with a slash. */
export function createSessionServer(baseUrl: string, request: typeof fetch): SessionServer {
  async function ask(path: string, init: RequestInit = {}): Promise<Result<unknown, ErrorCode>> {
    let response: Response
    try {
      response = await request(new URL(path, baseUrl), {
        credentials: 'include',
        cache: 'no-store',
        ...init,
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          [protocolHeader]: String(protocolVersion),
        },
        signal: AbortSignal.timeout(timeoutMs),
      })
    } catch (failure) {
      const timedOut = failure instanceof DOMException && failure.name === 'TimeoutError'
      return fail(timedOut ? 'network.timeout' : 'network.unreachable')
    }
    if (!response.ok) return fail(codeOfStatus(response.status))
    try {
      return ok(await response.json())
    } catch {
      return fail('network.not-our-server')
    }
  }

  return {
    async status() {
      const answer = await ask('api/status')
      if (!answer.ok) return answer
      const status = serverStatusSchema.safeParse(answer.value)
      return status.success ? ok(status.data) : fail('network.not-our-server')
    },
    async signIn(user, password) {
      const body = JSON.stringify({ name: user, password })
      const session = await ask('_session', { method: 'POST', body })
      if (!session.ok) return session
      const answer = await ask('api/me')
      if (!answer.ok) return answer
      const profile = profileSchema.safeParse(answer.value)
      return profile.success ? ok(profile.data) : fail('network.malformed-answer')
    },
    async stationKeys(stationId) {
      const answer = await ask('api/station-keys', { method: 'POST', body: JSON.stringify({ stationId }) })
      if (!answer.ok) return answer
      const keys = stationKeysSchema.safeParse(answer.value)
      return keys.success ? ok(keys.data) : fail('network.malformed-answer')
    },
    async signOut() {
      await ask('_session', { method: 'DELETE' })
    },
  }
}
