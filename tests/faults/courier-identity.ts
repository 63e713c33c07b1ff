import {
  type CourierIdentity,
  importCourierKeys,
  signingKeys,
} from '../../renderer/data/courier/courier-keys.ts'

/** The clinic's key for courier files, as every PC of it has it. */
export const courierKeys = await importCourierKeys({
  keys: [{ id: 'k1', key: btoa('0123456789abcdef0123456789abcdef') }],
})

/** What a PC signs its courier files with. */
export async function courierIdentity(stationId: string): Promise<CourierIdentity> {
  let kept: string | undefined
  const place = {
    get: async () => kept,
    async set(value: string) {
      kept = value
    },
  }
  return { stationId, name: `ПК ${stationId}`, ...(await signingKeys(place)) }
}
