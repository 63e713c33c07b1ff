import { type CourierKeys, courierKeysSchema } from '#shared/contract/courier-file.ts'
import type { CourierControl } from '../../../data/controls/courier-control.ts'

const place = 'keys'
const timeoutMs = 8000

/** The clinic's courier keys as this PC has them; undefined when it never got any. */
export async function keptCourierKeys(secrets: CourierControl['secrets']): Promise<CourierKeys | undefined> {
  const kept = await secrets.get(place)
  const parsed = kept === undefined ? undefined : courierKeysSchema.safeParse(JSON.parse(kept))
  return parsed?.success ? parsed.data : undefined
}

/** Asks the server for the keys and keeps them. False when it does not answer: what is kept stays. */
export async function refreshCourierKeys(
  secrets: CourierControl['secrets'],
  request: typeof fetch = (...given) => fetch(...given),
): Promise<boolean> {
  try {
    const answer = await request('/api/courier-key', {
      credentials: 'include',
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const keys = courierKeysSchema.safeParse(answer.ok ? await answer.json() : undefined)
    if (!keys.success) return false
    await secrets.set(place, JSON.stringify(keys.data))
    return true
  } catch {
    // No link, a portal's page, no key store: the next contact tries again.
    return false
  }
}
