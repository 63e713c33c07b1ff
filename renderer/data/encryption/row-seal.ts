import type { StoredRow } from '../storage/store-requests.ts'

/**
 * Promise: whoever copies the profile reads of a row no more than ids, foreign keys, RxDB's own members and whether it
 * is deleted; and no bit of a row can be changed, and no body moved to another row, without it being noticed. Not
 * noticed is a whole row put back as it was before, together with its clear members.
 */
export interface RowSeal {
  /** @param clear members that stay readable: the key and what an index needs */
  seal(row: StoredRow, clear: readonly string[]): Promise<StoredRow>
  /** The row with all its members; undefined when it was tampered with or sealed with a key that is not here. */
  open(row: StoredRow): Promise<StoredRow | undefined>
  /** The row under the newest key; undefined when it is already, or does not open. */
  renew(row: StoredRow): Promise<StoredRow | undefined>
  /**
   * The row, and the base of an edit in it, with another body; undefined when nothing changes, or it does not open.
   * @param change the members of the document as they are to be, undefined for one that stays; clear ones stay
   */
  rewrite(row: StoredRow, change: ChangeBody): Promise<StoredRow | undefined>
}
type ChangeBody = (document: Record<string, unknown>) => Record<string, unknown> | undefined

/** The data keys of this PC by number; new rows are sealed with the highest. */
export interface DataKeys {
  current: number
  keys: ReadonlyMap<number, CryptoKey>
}

/**
 * `_sealed` is: version of this layout, algorithm, number of the data key, 12 bytes of nonce, ciphertext with its tag.
 * The first two bytes let a national algorithm take the place of AES-256-GCM.
 */
const layoutVersion = 1
const aesGcm = 1
const headBytes = 3
const nonceBytes = 12

/** Members of RxDB and of the store: in clear, and no part of the document. */
const storeMembers = new Set(['_deleted', '_meta', '_rev', '_attachments', '_downloaded', '_base', '_sealed'])

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/**
 * What is authenticated beside the body: where it lies, and every clear member that says something of the document. A
 * row of the server says so by its revision; as the base of a later edit it has that revision as `_rev`.
 */
function surroundings(collection: string, row: StoredRow, isBase: boolean): Uint8Array<ArrayBuffer> {
  const members = Object.keys(row)
    .filter((name) => !storeMembers.has(name))
    .sort()
    .map((name) => [name, row[name]])
  const deleted = row._deleted === true || row._deleted === '1'
  const downloaded = isBase ? row._rev : (row._downloaded ?? null)
  return encoder.encode(JSON.stringify([collection, members, deleted, downloaded]))
}

/** @param collection where the rows lie; a body moved to another collection does not open */
export function createRowSeal({ current, keys }: DataKeys, collection: string): RowSeal {
  /** The body's bytes; undefined when the row was tampered with or its key is not here. */
  async function plainOf(row: StoredRow, isBase: boolean): Promise<ArrayBuffer | undefined> {
    const { _sealed: sealed } = row
    // A row in clear was put there by somebody else.
    const number = keyNumberOf(sealed)
    const key = number === undefined ? undefined : keys.get(number)
    if (!sealed || !key) return undefined
    try {
      return await crypto.subtle.decrypt(
        {
          name: 'AES-GCM',
          iv: sealed.slice(headBytes, headBytes + nonceBytes),
          additionalData: surroundings(collection, row, isBase),
        },
        key,
        sealed.slice(headBytes + nonceBytes),
      )
    } catch {
      return undefined
    }
  }

  /** The body under the newest key. @param row with the members that are in clear */
  async function hide(plain: BufferSource, row: StoredRow, isBase: boolean): Promise<Uint8Array> {
    const iv = crypto.getRandomValues(new Uint8Array(nonceBytes))
    const hidden = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv, additionalData: surroundings(collection, row, isBase) },
      keys.get(current)!,
      plain,
    )
    const sealed = new Uint8Array(headBytes + nonceBytes + hidden.byteLength)
    sealed.set([layoutVersion, aesGcm, current])
    sealed.set(iv, headBytes)
    sealed.set(new Uint8Array(hidden), headBytes + nonceBytes)
    return sealed
  }

  async function renewed(row: StoredRow, isBase: boolean): Promise<Uint8Array | undefined> {
    if (keyNumberOf(row._sealed) === current) return undefined
    const plain = await plainOf(row, isBase)
    return plain && hide(plain, row, isBase)
  }

  async function rewritten(row: StoredRow, isBase: boolean, change: ChangeBody) {
    const whole = await opened(row, isBase)
    const next = whole && change(bodyOf(whole, []))
    return next && hide(encoder.encode(JSON.stringify(bodyOf(next, Object.keys(row)))), row, isBase)
  }

  /** The row with these bodies in the place of its own; undefined when it has neither. */
  function withBodies(row: StoredRow, sealed: Uint8Array | undefined, base: Uint8Array | undefined) {
    if (!sealed && !base) return undefined
    return {
      ...row,
      ...(sealed ? { _sealed: sealed } : {}),
      ...(base ? { _base: { ...row._base, _sealed: base } } : {}),
    }
  }

  async function opened(row: StoredRow, isBase: boolean): Promise<StoredRow | undefined> {
    const plain = await plainOf(row, isBase)
    if (!plain) return undefined
    const { _sealed, ...rest } = row
    try {
      return { ...rest, ...(JSON.parse(decoder.decode(plain)) as object) } as StoredRow
    } catch {
      return undefined
    }
  }

  return {
    async seal(row, clear) {
      const outside: StoredRow = { id: row.id }
      for (const [name, value] of Object.entries(row))
        if (storeMembers.has(name) || clear.includes(name)) outside[name] = value
      const sealed = await hide(encoder.encode(JSON.stringify(bodyOf(row, clear))), outside, false)
      return { ...outside, _sealed: sealed }
    },

    async renew(row) {
      const sealed = await renewed(row, false)
      const base = row._base && (await renewed(row._base as StoredRow, true))
      return withBodies(row, sealed, base)
    },

    async rewrite(row, change) {
      const sealed = await rewritten(row, false, change)
      return withBodies(row, sealed, row._base && (await rewritten(row._base as StoredRow, true, change)))
    },

    async open(row) {
      const whole = await opened(row, false)
      if (!whole?._base) return whole
      const base = await opened(whole._base as StoredRow, true)
      return base && { ...whole, _base: base }
    },
  }
}

/** What of a row is sealed. */
const bodyOf = (row: Record<string, unknown>, clear: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !storeMembers.has(name) && !clear.includes(name)))

/** A seal that does nothing, for stores that hold no patient's data and for tests of the storage alone. */
export const openRows: RowSeal = {
  seal: async (row) => row,
  open: async (row) => row,
  renew: async () => undefined,
  async rewrite(row, change) {
    const next = change(bodyOf(row, []))
    const base = row._base && change(bodyOf(row._base as StoredRow, []))
    if (!next && !base) return undefined
    return { ...row, ...next, ...(base ? { _base: { ...row._base, ...base } } : {}) }
  },
}

/** The number of the key of a sealed body. */
export const keyNumberOf = (sealed: unknown): number | undefined =>
  sealed instanceof Uint8Array && isKnownLayout(sealed) ? sealed[2] : undefined

const isKnownLayout = (sealed: Uint8Array): boolean => sealed[0] === layoutVersion && sealed[1] === aesGcm

/** A body in a layout or under an algorithm that only a newer program knows. */
export const isOfNewerProgram = (sealed: unknown): boolean =>
  sealed instanceof Uint8Array && !isKnownLayout(sealed)
