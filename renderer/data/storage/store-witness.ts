const prefix = 'lekar.holds.'

/**
 * Remembers outside of IndexedDB which databases this PC holds. A browser that finds its store damaged deletes all of it
 * without a word: an empty store must not pass for that of a new PC.
 */
export interface StoreWitness {
  saw(database: string): boolean
  note(database: string): void
  forget(database: string): void
}

/** @param storage `localStorage`: the browser keeps it in files of its own */
export function storeWitness(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): StoreWitness {
  return {
    saw: (database) => storage.getItem(prefix + database) !== null,
    note: (database) => storage.setItem(prefix + database, '1'),
    forget: (database) => storage.removeItem(prefix + database),
  }
}

/** For a PC that is wiped on purpose. */
export function forgetAllStores(storage: Storage): void {
  for (const database of databasesOf(storage)) storage.removeItem(prefix + database)
}

/**
 * Whether databases of which this PC knew are gone. Told once: they are forgotten with it.
 * @param isThere whether something of this database lies in the store
 */
export function takeEmptied(storage: Storage, isThere: (database: string) => boolean): boolean {
  const gone = databasesOf(storage).filter((database) => !isThere(database))
  for (const database of gone) storage.removeItem(prefix + database)
  return gone.length > 0
}

/** Whether this PC knows of any database that it holds. */
export const holdsStores = (storage: Storage): boolean => databasesOf(storage).length > 0

const databasesOf = (storage: Storage): string[] =>
  Object.keys(storage)
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length))
