import type { DocumentState } from '../controls/sync-control.ts'
import type { CarriedFiles } from '../files/carried-files.ts'
import type { Replication } from '../replication/replication.ts'
import type { StoreRow } from '../storage/stored-document.ts'
import { stateOfRow } from './exchange-store.ts'
import { filePrefix } from './file-rows.ts'
import type { ServerStates } from './gather-changes.ts'

export interface WhatTheServerHas {
  /** Of each id, of a record or a file, whether the server has it as it is here. */
  onServer(ids: string[]): Map<string, boolean>
  /** The newest states that this PC has seen of the server. */
  serverStates: ServerStates
  /** Files are known as they were at the last look. */
  lookForFiles(): Promise<void>
}

/** Asks this PC, not the server: files are written and read where there is no link. */
export function createWhatTheServerHas(
  sync: Pick<Replication, 'watchStates' | 'serverStates' | 'epoch'>,
  files: CarriedFiles | undefined,
): WhatTheServerHas {
  let unsentFiles: ReadonlySet<string> = new Set()
  return {
    onServer(ids) {
      let states: ReadonlyMap<string, DocumentState> = new Map()
      sync.watchStates(ids).subscribe((now) => {
        states = now
      })()
      return new Map(
        ids.map((id) => [
          id,
          id.startsWith(filePrefix) ? !unsentFiles.has(id) : states.get(id)?.kind === 'on-server',
        ]),
      )
    },
    async serverStates(name, ids) {
      const before = sync.epoch()
      const known = await sync.serverStates(name, ids)
      // Meanwhile this PC may have come to the server's next life.
      const epoch = sync.epoch() === before ? before : undefined
      const at = ({ _rev: rev }: StoreRow) => (epoch === undefined || !rev ? {} : { at: { epoch, rev } })
      return new Map([...known].map(([id, row]) => [id, { ...stateOfRow(row), ...at(row) }]))
    },
    async lookForFiles() {
      unsentFiles = new Set((await files?.unsent())?.keys())
    },
  }
}
