import type { StoredRow } from '../storage/store-requests.ts'
import { createRowSeal, type DataKeys } from './row-seal.ts'

/**
 * Small things beside the clinic's data (who a user of this PC is, a PIN) under the same data key, as bytes.
 * @param place where it lies: a note that was moved does not open
 */
export async function sealNote(keys: DataKeys, place: string, content: object): Promise<Uint8Array> {
  const row = await createRowSeal(keys, 'note').seal({ ...content, id: place }, [])
  return row._sealed!
}

/** Undefined when it was changed or moved, or is sealed with a key that is not here. */
export async function openNote(keys: DataKeys, place: string, note: Uint8Array): Promise<unknown> {
  const row: StoredRow = { id: place, _sealed: note }
  return createRowSeal(keys, 'note').open(row)
}
