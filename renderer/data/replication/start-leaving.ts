import type { CollectionName } from '#shared/domain/registry.ts'
import type { OpenOptions } from '../options.ts'
import type { LocalStore } from '../storage/local-store.ts'
import type { StoredCollection } from '../storage/stored-document.ts'
import type { AllReplications } from './all-replications.ts'
import type { ChangesHub } from './changes-hub.ts'
import { createHeldCopies } from './held-copies.ts'
import { createLeftPatients } from './left-patients.ts'
import type { Line } from './line.ts'
import { beginning, scopeOfPlace } from './sequence.ts'
import { watchLeftPatients } from './watch-left-patients.ts'

interface Parts {
  line: Line
  local: LocalStore
  hub: ChangesHub
  collections: { [Name in CollectionName]: StoredCollection }
  replications: AllReplications
  options: OpenOptions
  isLeading(): boolean
  isUnsent(id: string): boolean
  /** Files that the server does not have. */
  unsentFiles(): Promise<ReadonlySet<string>>
  onCopiesRemoved(patients: string[]): void
}

/** Puts the leaving of patients together with the line and the store of this station. */
export function startLeaving(parts: Parts) {
  const { line, local, hub, options, collections, replications } = parts
  const { keeper, clock, signal } = line
  const left = createLeftPatients({
    held: createHeldCopies({ collections, replications }),
    local,
    person: options.context.author.id,
    people: options.people ?? (async () => undefined),
    scope: () => scopeOfPlace(hub.head() ?? beginning),
    isUnsent: parts.isUnsent,
    unsentFiles: parts.unsentFiles,
    ask: (body) => line.askClinic('/held-documents', signal, { body }),
  })
  const end = watchLeftPatients({
    ...{ left, clock, status: keeper.status },
    isQuiet: () => parts.isLeading() && keeper.isFirstSyncDone() && hub.head() !== undefined,
    onGone(patients) {
      keeper.remark('copies-removed', { kind: 'copies-removed', patients: patients.length })
      parts.onCopiesRemoved(patients)
    },
  })
  return { seen: left.seen, end }
}
