import type { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'

type Settings = NonNullable<Parameters<typeof getRxStorageDexie>[0]>
type Dexie = Parameters<NonNullable<Settings['onCreate']>>[0]

/**
 * Leaves out the indexes that nothing of ours asks for: each one is written with every document. RxDB's notes are read
 * by their key alone. A database that has them from before keeps them.
 */
export function slimIndexes(dexie: Dexie, isNotes: boolean): void {
  const version = dexie.version.bind(dexie)
  dexie.version = (number) => {
    const declared = version(number)
    const stores = declared.stores.bind(declared)
    declared.stores = ({ docs = '', ...others }) => stores({ ...others, docs: slim(docs ?? '', isNotes) })
    return declared
  }
}

/** Only RxDB's clean-up plugin, which is not used, asks for the time of writing alone. */
function slim(docs: string, isNotes: boolean): string {
  const [key, ...indexes] = docs.split(', ')
  return [key, ...(isNotes ? [] : indexes.filter((index) => index !== '_meta.lwt'))].join(', ')
}
