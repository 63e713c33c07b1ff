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
  for (const key of Object.keys(storage)) if (key.startsWith(prefix)) storage.removeItem(key)
}
