import type { StationKeys } from '#shared/contract/station-keys.ts'
import type { DataKeys } from './row-seal.ts'

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))

/** The keys of this PC, ready for use; what they are made of cannot be read back. */
export async function importDataKeys({ current, keys }: StationKeys): Promise<DataKeys> {
  const imported = await Promise.all(
    keys.map(async ({ number, key }) => {
      const usable = await crypto.subtle.importKey('raw', bytesOf(key), 'AES-GCM', false, [
        'encrypt',
        'decrypt',
      ])
      return [number, usable] as const
    }),
  )
  return { current, keys: new Map(imported) }
}
