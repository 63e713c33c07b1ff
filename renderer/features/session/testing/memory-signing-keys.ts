import type { LockedSigningKeys, SigningKeyShelf } from '../model/signing-key-shelf.ts'

/** The signing keys of a PC in memory, for tests. */
export function memorySigningKeys() {
  const rows = new Map<string, LockedSigningKeys>()
  const shelf: SigningKeyShelf = {
    get: async (place) => rows.get(place),
    async put(key, insteadOf) {
      const present = rows.get(key.place)
      if (present && present !== insteadOf) return present
      rows.set(key.place, key)
      return key
    },
  }
  return { ...shelf, rows }
}
