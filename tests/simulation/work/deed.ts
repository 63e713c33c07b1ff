import type { ClinicDocument } from '#shared/domain/registry.ts'
import type { Random } from '../../../build/seed/random.ts'
import type { Ledger, Token } from '../world/ledger.ts'
import type { Program, Station } from '../world/station.ts'
import type { VirtualTime } from '../world/virtual-time.ts'

/** What a deed is given: whose PC, the program on it, chance, and the token that its write must carry. */
export interface Hands {
  station: Station
  program: Program
  random: Random
  time: VirtualTime
  token: Token
  ledger: Ledger
  /** The card is opened, which the trace of access of the PC must keep. */
  opens(patient: string): void
  /** Notes the write and saves; the token counts as acknowledged when the repository says so. */
  save(before: readonly ClinicDocument[], ...after: ClinicDocument[]): Promise<void>
}

/** Something that people do at a station. Resolves with false when there was no occasion for it. */
export interface Deed {
  name: string
  weight: number
  run(hands: Hands): Promise<boolean>
}

/**
 * Opens the card of a patient of the station's list; newer ones and a few favourites more often, so that stations meet. A
 * card of another feldsher's village stays shut, as at the workplace.
 */
export function somePatient(hands: Hands) {
  const { program, random, station } = hands
  const { villages } = station.person
  const patients = program.patients.filter(
    ({ address }) => villages.length === 0 || !address?.settlement || villages.includes(address.settlement),
  )
  if (patients.length === 0) return undefined
  const sorted = patients.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const chosen = random.chance(0.6)
    ? sorted[random.int(0, Math.min(3, sorted.length - 1))]
    : random.pick(sorted)
  if (chosen) hands.opens(chosen.id)
  return chosen
}
