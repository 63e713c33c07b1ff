import type { CollectionName } from '#shared/domain/registry.ts'
import type { CarriedEvents } from '../audit/carried-events.ts'
import type { CarriedFiles } from '../files/carried-files.ts'
import type { OpenOptions } from '../options.ts'
import type { ConflictHandler } from '../replication/conflict-handler.ts'
import type { History } from '../replication/history.ts'
import type { OpenDatabase } from '../storage/open-database.ts'
import type { CourierLog } from './courier-log.ts'
import type { ExchangeStore } from './exchange-store.ts'
import type { WhatTheServerHas } from './what-the-server-has.ts'

/** What lies at hand where a courier file is written or read. */
export interface CourierDesk extends Pick<OpenOptions, 'clinicId' | 'stationId' | 'context'> {
  collections: OpenDatabase['collections']
  exchange: ExchangeStore
  log: CourierLog
  server: WhatTheServerHas
  conflictHandlers: { [Name in CollectionName]: ConflictHandler }
  trace: Omit<CarriedEvents, 'chains'>
  /** What of the past is not here is said to who reads the file, and by who has read it. */
  past: Pick<History, 'since' | 'carried'>
  /** Undefined where no files are kept. */
  files: CarriedFiles | undefined
}
