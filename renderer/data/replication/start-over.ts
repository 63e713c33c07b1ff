import { type CollectionName, collectionNames } from '#shared/domain/registry.ts'
import type { StoredCollection } from '../storage/stored-document.ts'
import type { ChangesHub } from './changes-hub.ts'
import type { CollectionReplication } from './collection-replication.ts'
import { type CommonUntil, findLost, type RestoredParts } from './server-restored.ts'

interface StartOverParts extends RestoredParts {
  hub: ChangesHub
  collections: { [Name in CollectionName]: StoredCollection }
  replications: ReadonlyMap<CollectionName, CollectionReplication>
  /** Forgets what was expected of the feed that is gone. */
  forget(): void
  /** Leaves word for a person. */
  tell(): Promise<void>
}

/**
 * The server is another one than before (a restored backup): compares, sends what it lost, tells a person, and reads
 * from the beginning. Asked again while it runs, it is the same run.
 */
export function createStartOver(parts: StartOverParts): (common: CommonUntil) => Promise<void> {
  let running: Promise<void> | undefined
  async function startOver(common: CommonUntil) {
    parts.forget()
    for (const [name, replication] of parts.replications) {
      const lost = await findLost(parts, parts.collections[name], replication.state, common)
      for (const id of lost) await replication.resend(id)
    }
    await parts.tell()
    parts.hub.reset()
    for (const name of collectionNames) parts.replications.get(name)?.news()
  }
  return (common) => {
    running ??= startOver(common).finally(() => {
      running = undefined
    })
    return running
  }
}
