import { AppError } from '#shared/errors/app-error.ts'

/** A small database of the session, opened when it is needed. */
export type OwnDatabase = () => Promise<IDBDatabase>

/** What a request of IndexedDB brings; a disk that refuses is said in the program's own words. */
export const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(new AppError('storage.unavailable', { cause: request.error }))
  })

/**
 * Opens it once and again after it was closed. It gives way to whoever deletes or upgrades it in another window: a PC
 * that was revoked must be able to wipe itself while a window is left open.
 */
export function ownDatabase(
  factory: IDBFactory,
  name: string,
  version: number,
  upgrade: (database: IDBDatabase, from: number) => void,
): OwnDatabase {
  let opened: Promise<IDBDatabase> | undefined
  async function open(): Promise<IDBDatabase> {
    const request = factory.open(name, version)
    request.onupgradeneeded = ({ oldVersion }) => upgrade(request.result, oldVersion)
    const database = await settled(request)
    const forget = () => {
      opened = undefined
    }
    database.onversionchange = () => {
      database.close()
      forget()
    }
    database.onclose = forget
    return database
  }
  return () => {
    opened ??= open().catch((failure: unknown) => {
      opened = undefined
      throw failure
    })
    return opened
  }
}
