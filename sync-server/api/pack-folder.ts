import { mkdirSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { type ReferencePack, referencePackSchema } from '#shared/contract/api.ts'
import { fromRecord } from '../accounts/from-record.ts'
import type { Records } from '../store/store.ts'

const zip = promisify(gzip)

/**
 * Packs in the data folder, one file a version, named by its sha256. A version is written whole and fsynced before the
 * record names it, so that a reader never sees half a pack.
 */
export function openPackFolder(dataFolder: string, records: Records) {
  const folder = join(dataFolder, 'reference')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = (pack: ReferencePack): string => join(folder, `${pack.id}.${pack.sha256}.json`)
  const gzipPath = (pack: ReferencePack): string => `${path(pack)}.gz`
  const get = (id: string): ReferencePack | undefined =>
    fromRecord(referencePackSchema, records.get('reference', id))

  const writeWhole = async (target: string, bytes: Buffer): Promise<void> => {
    const building = `${target}.building`
    const file = await open(building, 'w', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(building, target)
  }

  return {
    path,
    gzipPath,
    get,
    list: (): ReferencePack[] => records.list('reference').map((row) => referencePackSchema.parse(row.value)),
    async put(pack: ReferencePack, bytes: Buffer): Promise<void> {
      const old = get(pack.id)
      await writeWhole(path(pack), bytes)
      await writeWhole(gzipPath(pack), await zip(bytes))
      records.put('reference', pack.id, pack)
      if (!old || old.sha256 === pack.sha256) return
      await rm(path(old), { force: true })
      await rm(gzipPath(old), { force: true })
    },
  }
}
