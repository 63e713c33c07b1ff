import { signingKeysSchema } from '#shared/contract/signing-keys.ts'
import type { SigningKeyShelf } from '../controls/keys-control.ts'
import { mapLive } from '../live/live-query.ts'
import type { LocalStore } from '../storage/local-store.ts'

const key = 'signing-keys'

export const createSigningKeyShelf = (local: LocalStore): SigningKeyShelf => ({
  watch: () =>
    mapLive(local.watch<unknown>(key), (rows) => ({ keys: signingKeysSchema.safeParse(rows.get('')).data })),
  keep: (keys) => local.put(key, keys),
})
