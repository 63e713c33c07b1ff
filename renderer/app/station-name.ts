import type { MakeId } from '#shared/kit/ids.ts'

const stationKey = 'lekar.station'

/**
 * The name of this PC, made once and kept; letters and digits, as hybrid times want it. It goes with everything that was
 * kept under it: a PC that comes back with the old name and without its courier key and numbers is believed by nobody.
 */
export function createStationName(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  makeId: MakeId,
) {
  return {
    get(): string {
      const known = storage.getItem(stationKey)
      if (known) return known
      const made = makeId('station').slice('station:'.length).toLowerCase()
      storage.setItem(stationKey, made)
      return made
    },
    forget: (): void => storage.removeItem(stationKey),
  }
}

/**
 * Whether the keys of this PC lie with somebody here: they are the server's for the PC's name, which then has to stay.
 * Where that cannot be read, it is taken for so.
 */
export async function holdsPeople(known: {
  list(): Promise<readonly unknown[]>
  sheet(): Promise<unknown>
}): Promise<boolean> {
  try {
    return (await known.list()).length > 0 || (await known.sheet()) !== undefined
  } catch {
    return true
  }
}
