import type { TryStore } from '../features/session/index.ts'

/** Failed passwords and PINs that the trace of access does not hold yet: they fail while the data is closed. */
export interface TracedTries extends TryStore {
  /** How often somebody failed since the last call; counts anew from then on. */
  take(): number
}

const failedKey = 'lekar.failed-unlocks'

/** @param key where the session keeps its own count, which ends with a success */
export function tracedTries(key: string, storage: Storage = localStorage): TracedTries {
  return {
    read: () => storage.getItem(key),
    write(value) {
      // A success writes nothing but an empty text.
      if (value !== '') storage.setItem(failedKey, String(Number(storage.getItem(failedKey) ?? 0) + 1))
      storage.setItem(key, value)
    },
    take() {
      const failed = Number(storage.getItem(failedKey) ?? 0)
      storage.removeItem(failedKey)
      return failed
    },
  }
}
