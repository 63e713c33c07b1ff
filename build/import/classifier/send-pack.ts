import type { Pack } from '#shared/reference/pack.schema.ts'

export interface ServerAccount {
  /** `http://127.0.0.1:4180` */
  server: string
  user: string
  password: string
}

/** The server did not take the pack; the message says why and nothing there has changed. */
export class PackNotSentError extends Error {}

/** Signs in and stores a pack on the server under its kind. Needs an administrator's account. */
export async function sendPack(pack: Pack, { server, user, password }: ServerAccount): Promise<void> {
  const session = await request(new URL('/_session', server), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: user, password }),
  })
  if (session.status === 401) throw new PackNotSentError('wrong user name or password')
  if (!session.ok) throw new PackNotSentError(`the server answered ${session.status} to the sign-in`)
  const cookie = session.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  const answer = await request(new URL(`/api/reference/${encodeURIComponent(pack.id)}`, server), {
    method: 'PUT',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify(pack),
  })
  if (answer.ok) return
  if (answer.status === 403) throw new PackNotSentError(`${user} is no administrator`)
  throw new PackNotSentError(`the server answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`)
}

async function request(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (cause) {
    throw new PackNotSentError(`no answer from ${url.origin}`, { cause })
  }
}
