import type { CommandContext } from '#shared/domain/common/command-context.ts'
import { type CollectionName, collectionNames } from '#shared/domain/registry.ts'
import { keepWhatCame } from '../storage/keep-what-came.ts'
import type { LocalStore } from '../storage/local-store.ts'
import type { StoredCollection } from '../storage/stored-document.ts'
import { writeDocuments } from '../storage/write-documents.ts'
import type { AllReplications } from './all-replications.ts'
import type { ChangesHub } from './changes-hub.ts'
import { type Hash, restoredNotice } from './inbox-records.ts'
import type { Sequence } from './sequence.ts'
import { type CommonUntil, findLost, type RestoredParts } from './server-restored.ts'

interface StartOverParts extends Omit<RestoredParts, 'onLost'> {
  local: LocalStore
  hub: ChangesHub
  collections: { [Name in CollectionName]: StoredCollection }
  replications: AllReplications
  /** Forgets what was expected of the feed that is gone. */
  forget(): void
  context: CommandContext
  hash: Hash
  newestPlace(): Promise<Sequence>
}

/**
 * The server is another one than before (a restored backup): compares, sends what it lost, tells a person, and reads
 * from the beginning. Asked again while it runs, it is the same run.
 */
export function createStartOver(parts: StartOverParts): (common: CommonUntil) => Promise<void> {
  const { collections, context, hash, local } = parts
  let running: Promise<void> | undefined

  /** Leaves word for a person; all stations leave one. */
  async function tell() {
    const notice = await restoredNotice(await parts.newestPlace(), context, hash)
    const present = await collections.inbox.storageInstance.findDocumentsById([notice.id], true)
    if (present.length === 0) await writeDocuments(collections.inbox, [notice], keepWhatCame([]))
  }
  async function startOver(common: CommonUntil) {
    parts.forget()
    for (const [name, replication] of parts.replications) {
      const key = `lost/${name}`
      // With what was found before, when the process died before all of it was written once more.
      const lost = new Set(local.get<{ ids: string[] }>(key)?.ids)
      const onLost = (ids: readonly string[]) => {
        for (const id of ids) lost.add(id)
        return local.put(key, { ids: [...lost] })
      }
      await findLost({ ...parts, onLost }, collections[name], replication.state, common)
      for (const id of lost) await replication.sendLost(id)
      if (lost.size > 0) await local.remove(key)
    }
    await tell()
    parts.hub.reset()
    parts.replications.news(collectionNames)
  }
  return (common) => {
    running ??= startOver(common).finally(() => {
      running = undefined
    })
    return running
  }
}
