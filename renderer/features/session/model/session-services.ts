import type { Profile } from '#shared/contract/api.ts'
import type { CommandContext } from '#shared/domain/common/command-context.ts'
import { assert } from '#shared/kit/assert.ts'
import type { Clock } from '#shared/kit/clock.ts'
import type { RandomBytes } from '#shared/kit/ids.ts'
import type { DataKeys } from '../../../data/encryption/row-seal.ts'
import type { CarryOverProgress } from '../../../data/migrations/carry-over.ts'
import type { WorkplaceData } from '../../../data/workplace-data.ts'
import type { KeyHandOff } from './key-hand-off.ts'
import type { KnownUsers } from './known-users.ts'
import type { TryStore } from './offline-tries.ts'
import type { SessionMarker } from './session-marker.ts'
import type { SessionServer } from './session-server.ts'
import type { SigningKeyShelf } from './signing-key-shelf.ts'
import type { LockCost } from './user-lock.ts'

/** What the session needs from outside; put together once, at boot (or by a test). */
export interface SessionServices {
  clock: Clock
  random: RandomBytes
  server: SessionServer
  knownUsers: KnownUsers
  marker: SessionMarker
  /** Marks that who is signed in administers by the server alone. */
  administratorMarker: SessionMarker
  handOff: KeyHandOff
  signingKeys: SigningKeyShelf
  /**
   * Name of this PC in hybrid times: letters and digits. It is another one after `storeEmptied` where nothing of this PC is
   * left; so it is read when it is needed.
   */
  readonly stationId: string
  openData(
    profile: Profile,
    context: CommandContext,
    dataKeys: DataKeys,
    onCarryOver: (progress: CarryOverProgress) => void,
  ): Promise<WorkplaceData>
  /** Whether the browser has deleted what this PC held, as it does with a store that it finds damaged; looked up once. */
  storeEmptied(): Promise<boolean>
  /** Takes everything of the clinic off this PC: an administrator has revoked it. */
  wipe(): Promise<void>
  /** Where failed passwords are counted. */
  tries: TryStore
  /** The work in a password's key; a test takes less. */
  lockCost?: LockCost
}

let services: SessionServices | undefined

export function provideSessionServices(given: SessionServices): void {
  services = given
}

export function sessionServices(): SessionServices {
  assert(services, 'the session was used before the boot gave it its services')
  return services
}
