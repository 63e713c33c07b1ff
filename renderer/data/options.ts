import type { CommandContext } from '#shared/domain/common/command-context.ts'
import type { Clock } from '#shared/kit/clock.ts'
import type { RandomBytes } from '#shared/kit/ids.ts'
import type { DataKeys } from './encryption/row-seal.ts'
import type { CarryOverProgress } from './migrations/carry-over.ts'
import type { ListableStorage } from './storage/open-database.ts'
import type { StoreWitness } from './storage/store-witness.ts'

export interface OpenOptions {
  clinicId: string
  /** Name of the clinic's database on the server, and here too unless `localName` says otherwise. */
  database: string
  localName?: string
  /** Random, made once for this PC and kept. */
  stationId: string
  /** Who the inbox records of this station are by, and the station's hybrid clock. */
  context: CommandContext
  /**
   * Ids of everybody who can unlock this store; undefined where that is not known for sure, as when
   * it is left out: then no copy is ever taken off this PC.
   */
  people?: () => Promise<readonly string[] | undefined>
  /** Origin of the server; the page's own when left out. */
  baseUrl?: string
  /** Seal what is stored; handed to the default storage. */
  dataKeys?: DataKeys | undefined
  /** Remembers which databases this PC holds; handed to the default storage. */
  witness?: StoreWitness | undefined
  /** Where documents lie; IndexedDB with strict durability when left out. */
  storage?: ListableStorage
  fetch?: typeof fetch
  clock?: Clock
  /** False when this PC has no network at all; the browser's word when left out. */
  hasNetwork?: () => boolean
  random?: RandomBytes
  /** Told while data of an earlier format is carried over. */
  onCarryOver?: (progress: CarryOverProgress) => void
  /** More than one window may have the database open; true when left out. */
  multiInstance?: boolean
}
