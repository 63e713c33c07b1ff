/**
 * Which keys are in a store, held in memory while many documents come in: a look-up of documents that are not there,
 * the rule in a first sync, then costs no request at all. It may name a key that is gone, never leave out one that this
 * window wrote or has heard of; a key of which another window has not told yet is met at the write itself, which is a
 * conflict like any other.
 */
export interface KnownKeys {
  /** Those of these keys that may be in the store. Few keys are not worth the reading of all. */
  mayBeThere(keys: string[]): Promise<string[]>
  /** These are being written, or were found. */
  add(keys: Iterable<string>): void
  forget(): void
}

/** Fewer keys than this are looked up one by one: a person asks, or a change came in. */
export const fewKeys = 100
const forgetAfterMs = 30_000

/** @param readAll all keys of the store */
export function createKnownKeys(readAll: () => Promise<readonly string[]>): KnownKeys {
  let known: Set<string> | undefined
  let loaded: Promise<void> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function forget() {
    clearTimeout(timer)
    known = undefined
    loaded = undefined
  }
  return {
    forget,
    async mayBeThere(keys) {
      if (keys.length < fewKeys) return keys
      clearTimeout(timer)
      timer = setTimeout(forget, forgetAfterMs)
      known ??= new Set()
      const present = known
      loaded ??= readAll().then((all) => {
        for (const key of all) present.add(key)
      })
      await loaded.catch((cause) => {
        forget()
        throw cause
      })
      return keys.filter((key) => present.has(key))
    },
    add(keys) {
      if (known) for (const key of keys) known.add(key)
    },
  }
}
