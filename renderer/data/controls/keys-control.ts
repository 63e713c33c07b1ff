import type { SigningKeys } from '#shared/contract/signing-keys.ts'
import type { LiveQuery } from './live-query.ts'

/** How far the rows of this PC are under the newest data key. */
export interface KeyRenewalState {
  /** The number of the key under which rows are written. */
  current: number
  /** `nothing-left`: no row is under an older key, and the older keys are still there. */
  phase: 'none' | 'running' | 'nothing-left' | 'failed'
  done: number
  total: number
}

export interface KeyRenewalControl {
  state: LiveQuery<KeyRenewalState>
  /**
   * Gives the older keys up, when nothing is left under them and no other window writes with them.
   * @param drop tells the server; false when it could not be reached
   * @returns whether they are gone
   */
  giveUpOlder(drop: () => Promise<boolean>): Promise<boolean>
}

/** The clinic's signing keys as the server last told them, sealed with everything else on this PC. */
export interface SigningKeyShelf {
  /** `keys` is undefined as long as the server has told none. */
  watch(): LiveQuery<{ keys: SigningKeys | undefined }>
  keep(keys: SigningKeys): Promise<void>
}
