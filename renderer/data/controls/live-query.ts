/**
 * What the screens know of local data. The bodies are in this folder; nobody outside it sees RxDB, Dexie or PouchDB.
 */
export interface LiveQuery<T> {
  /** Calls back with the first result as soon as it is there and again after every change. Returns the end. */
  subscribe(listener: (value: T) => void, onError?: (error: unknown) => void): () => void
}
