import { type Profile, profileSchema, type ServerStatus, serverStatusSchema } from '#shared/contract/api.ts'
import { protocolHeader, protocolVersion } from '#shared/contract/protocol-version.ts'
import { type KnownPeople, knownPeopleSchema, returnPassSchema } from '#shared/contract/session.ts'
import { type StationKeys, stationKeysSchema } from '#shared/contract/station-keys.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { fail, ok, type Result } from '#shared/kit/result.ts'

const timeoutMs = 8000

/** The part of the server that knows people. Every failure is a code; nothing here throws. */
export interface SessionServer {
  status(): Promise<Result<ServerStatus, ErrorCode>>
  /** Opens a session (a cookie) and answers who that is. */
  signIn(user: string, password: string): Promise<Result<Profile, ErrorCode>>
  /** Whose session this window has; 'session.wrong-password' without one. */
  me(): Promise<Result<Profile, ErrorCode>>
  /** The data keys of this PC; 'session.station-revoked' when it may not have them any more. */
  stationKeys(stationId: string): Promise<Result<StationKeys, ErrorCode>>
  /** A new data key for this PC, beside the older one. */
  renewStationKeys(stationId: string): Promise<Result<StationKeys, ErrorCode>>
  /** Nothing on this PC needs another key than this one. */
  dropOlderKeys(stationId: string, current: number): Promise<Result<StationKeys, ErrorCode>>
  /** Another password for whoever is signed in; the session goes on under it. */
  changePassword(oldPassword: string, newPassword: string): Promise<Result<Profile, ErrorCode>>
  /** Lets whoever is signed in come back to this PC without the password, for a working day. */
  returnPass(stationId: string, password: string): Promise<Result<string, ErrorCode>>
  /** A session for somebody with a pass. */
  returnTo(user: string, stationId: string, pass: string): Promise<Result<Profile, ErrorCode>>
  /** Which of these people still work in the clinic. */
  knownPeople(users: string[]): Promise<Result<KnownPeople, ErrorCode>>
  signOut(): Promise<void>
}

/** Refusals with a code of their own, whatever the status. */
const codeOfTitle: Record<string, ErrorCode> = {
  'password.first': 'session.first-password',
  'password.wrong': 'session.wrong-old-password',
  'account.dismissed': 'session.dismissed',
  'station.renewal-under-way': 'session.renewal-under-way',
}

const codeOfStatus = (status: number): ErrorCode => {
  if (status === 401) return 'session.wrong-password'
  if (status === 403) return 'session.forbidden'
  if (status === 410) return 'session.station-revoked'
  if (status === 429) return 'server.too-many-requests'
  if (status >= 500) return 'server.unavailable'
  return 'network.not-our-server'
}

async function codeOf(response: Response): Promise<ErrorCode> {
  const body = (await response.json().catch(() => ({}))) as { title?: unknown; error?: unknown }
  const title = String(body.title ?? body.error ?? '')
  if (title.startsWith('password.') && response.status === 422) return 'session.weak-password'
  return codeOfTitle[title] ?? codeOfStatus(response.status)
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
    if (!response.ok) return fail(await codeOf(response))
    try {
      return ok(await response.json())
    } catch {
      return fail('network.not-our-server')
    }
  }

  async function asked<T>(
    schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
    path: string,
    method = 'GET',
    body?: object,
  ): Promise<Result<T, ErrorCode>> {
    const answer = await ask(path, body ? { method, body: JSON.stringify(body) } : { method })
    if (!answer.ok) return answer
    const parsed = schema.safeParse(answer.value)
    return parsed.success ? ok(parsed.data) : fail('network.malformed-answer')
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
      return asked(profileSchema, 'api/me')
    },
    me: () => asked(profileSchema, 'api/me'),
    stationKeys: (stationId) => asked(stationKeysSchema, 'api/station-keys', 'POST', { stationId }),
    renewStationKeys: (stationId) =>
      asked(stationKeysSchema, 'api/station-keys/renewal', 'POST', { stationId }),
    dropOlderKeys: (stationId, current) =>
      asked(stationKeysSchema, 'api/station-keys/older', 'DELETE', { stationId, current }),
    changePassword: (oldPassword, newPassword) =>
      asked(profileSchema, 'api/password', 'POST', { oldPassword, newPassword }),
    async returnPass(stationId, password) {
      const answer = await asked(returnPassSchema, 'api/return-pass', 'POST', { stationId, password })
      return answer.ok ? ok(answer.value.pass) : answer
    },
    returnTo: (user, stationId, pass) =>
      asked(profileSchema, 'api/return', 'POST', { user, stationId, pass }),
    knownPeople: (users) => asked(knownPeopleSchema, 'api/known-people', 'POST', { users }),
    async signOut() {
      await ask('_session', { method: 'DELETE' })
    },
  }
}
