import { hash } from 'node:crypto'
import { z } from 'zod'
import {
  type FileKey,
  type FileKeys,
  fileKeySchema,
  fileKeysSchema,
  firstFileKeyId,
  keptForRenewals,
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
  const made = (): FileKey => {
    const key = Buffer.from(random(32)).toString('base64')
    return { id: idOf(key), key }
  }
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
     * before those that are here; none that is here is replaced, and none takes the name of another. What does not fit is
     * left out. `noted` is told of each key that is taken, in the same transaction.
     */
    giveBack(clinicId: string, held: readonly FileKey[], noted: (id: string) => void): FileKeys {
      const { keys } = of(clinicId)
      const here = new Set(keys.map(({ id }) => id))
      const lost = new Map(
        held.flatMap((each) => (here.has(each.id) || !isItsOwn(each) ? [] : [[each.id, each]])),
      )
      const taken = [...lost.values()].slice(0, Math.max(0, mostFileKeys - keptForRenewals - keys.length))
      if (taken.length === 0) return { keys }
      return records.together(() => {
        for (const { id } of taken) noted(id)
        const isFirst = ({ id }: FileKey): boolean => id === firstFileKeyId
        // A clinic's first key seals nothing new.
        return put(clinicId, [...taken.filter((each) => !isFirst(each)), ...keys, ...taken.filter(isFirst)])
      })
    },
  }
}

const idOf = (key: string): string => hash('sha256', Buffer.from(key, 'base64')).slice(0, 16)
const isItsOwn = ({ id, key }: FileKey): boolean => id === firstFileKeyId || id === idOf(key)
