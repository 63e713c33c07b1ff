import { userHeader } from '#shared/contract/session.ts'
import {
  type SigningKey,
  type SigningKeyOffer,
  type SigningKeys,
  signingKeySchema,
  signingKeysSchema,
} from '#shared/contract/signing-keys.ts'

const timeoutMs = 8000

/** The server's list of the clinic's keys. Undefined for every answer that is not one: the next contact asks again. */
export interface SigningKeysServer {
  list(): Promise<SigningKeys | undefined>
  offer(offer: SigningKeyOffer): Promise<SigningKey | undefined>
}

/** @param user the login: in another person's session nothing is asked */
export function createSigningKeysServer(
  clinicId: string,
  user: string,
  request: typeof fetch = (...given) => fetch(...given),
): SigningKeysServer {
  const path = `/api/clinics/${encodeURIComponent(clinicId)}/signing-keys`
  async function ask(init: RequestInit): Promise<unknown> {
    try {
      const answer = await request(path, {
        credentials: 'include',
        cache: 'no-store',
        signal: AbortSignal.timeout(timeoutMs),
        headers: { 'content-type': 'application/json', [userHeader]: encodeURIComponent(user) },
        ...init,
      })
      return answer.ok ? await answer.json() : undefined
    } catch {
      return undefined
    }
  }
  return {
    list: async () => signingKeysSchema.safeParse(await ask({})).data,
    offer: async (offer) =>
      signingKeySchema.safeParse(await ask({ method: 'POST', body: JSON.stringify(offer) })).data,
  }
}
