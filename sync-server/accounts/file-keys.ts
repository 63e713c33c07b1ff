import { z } from 'zod'
import {
  type FileKey,
  type FileKeys,
  fileKeySchema,
  fileKeysSchema,
  firstFileKeyId,
  mostFileKeys,
} from '#shared/contract/file-key.ts'
import type { RandomBytes } from '#shared/kit/ids.ts'
import type { Records } from '../store/store.ts'
import { fromRecord } from './from-record.ts'

/** As it was kept when a clinic had one key. */
const onlyKeySchema = fileKeySchema.pick({ key: true })
const keptSchema = z.union([
  fileKeysSchema,
  onlyKeySchema.transform(({ key }): FileKeys => ({ keys: [{ id: firstFileKeyId, key }] })),
])

/**
 * Every clinic's keys for files of patients, the first made when it is first asked for. Older ones stay for ever: what
 * they sealed is part of the record.
 */
export function createFileKeys(records: Records, random: RandomBytes) {
  const made = (): FileKey => ({
    id: Buffer.from(random(8)).toString('hex'),
    key: Buffer.from(random(32)).toString('base64'),
  })
  const get = (clinicId: string): FileKey[] =>
    fromRecord(keptSchema, records.get('file-key', clinicId))?.keys ?? []
  const put = (clinicId: string, keys: FileKey[]): FileKeys => {
    records.put('file-key', clinicId, { keys })
    return { keys }
  }
  const of = (clinicId: string): FileKeys => {
    const keys = get(clinicId)
    return keys.length > 0 ? { keys } : put(clinicId, [made()])
  }
  return {
    of,
    /** A new key for new files: after a PC was lost. Undefined when there are too many. */
    renew(clinicId: string): FileKeys | undefined {
      const keys = get(clinicId)
      return keys.length < mostFileKeys ? put(clinicId, [made(), ...keys]) : undefined
    },
    /**
     * What a PC holds and the server, restored from a backup, does not. Such a key is younger than the backup, so it comes
     * before those that are here; none that is here is replaced.
     */
    giveBack(clinicId: string, held: readonly FileKey[]): FileKeys {
      const { keys } = of(clinicId)
      const known = new Set(keys.map(({ id }) => id))
      const lost = held.filter(({ id }) => !known.has(id)).slice(0, mostFileKeys - keys.length)
      return lost.length > 0 ? put(clinicId, [...lost, ...keys]) : { keys }
    },
  }
}
