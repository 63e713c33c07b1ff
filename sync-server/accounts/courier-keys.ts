import { type CourierKeys, courierKeysSchema } from '#shared/contract/courier-file.ts'
import type { RandomBytes } from '#shared/kit/ids.ts'
import type { Records } from '../store/store.ts'
import { fromRecord } from './from-record.ts'

/** Older keys still open files that are on their way. */
const keptKeys = 3

/**
 * Every clinic's key for courier files, made when it is first asked for. Its stations keep a copy, so that they can
 * write and read files for as long as they have no link.
 */
export function createCourierKeys(records: Records, random: RandomBytes) {
  const made = () => ({
    id: Buffer.from(random(8)).toString('hex'),
    key: Buffer.from(random(32)).toString('base64'),
  })
  const get = (clinicId: string): CourierKeys | undefined =>
    fromRecord(courierKeysSchema, records.get('courier-key', clinicId))
  const put = (clinicId: string, keys: CourierKeys): CourierKeys => {
    records.put('courier-key', clinicId, keys)
    return keys
  }
  return {
    of: (clinicId: string): CourierKeys => get(clinicId) ?? put(clinicId, { keys: [made()] }),
    /** A new key for new files: after a PC was lost. */
    renew: (clinicId: string): CourierKeys =>
      put(clinicId, { keys: [made(), ...(get(clinicId)?.keys ?? [])].slice(0, keptKeys) }),
  }
}
