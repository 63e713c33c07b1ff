import type { CommandContext } from '#shared/domain/common/command-context.ts'
import type { CollectionName } from '#shared/domain/registry.ts'
import { keepWhatCame } from '../storage/keep-what-came.ts'
import type { StoredCollection, StoredDocument } from '../storage/stored-document.ts'
import { writeDocuments } from '../storage/write-documents.ts'
import type { RecordMeeting } from './conflict-handler.ts'
import { conflictRecord, type Hash } from './inbox-records.ts'

/**
 * Writes down a meeting of two edits, each part once: a merge that is tried again finds its record, perhaps resolved by
 * a person meanwhile, and leaves it alone.
 * @param collections asked when needed: the handler is made before they are open
 */
export function recordMeeting(
  collections: () => { [Name in CollectionName]: StoredCollection },
  name: CollectionName,
  context: CommandContext,
  hash: Hash,
): RecordMeeting {
  async function writeOnce(collection: StoredCollection, document: StoredDocument) {
    const present = await collection.storageInstance.findDocumentsById([document.id], true)
    if (present.length === 0) await writeDocuments(collection, [document], keepWhatCame([]))
  }
  return async ({ local, server, conflicts, besides }) => {
    for (const document of besides) await writeOnce(collections()[name], document)
    if (conflicts.length > 0)
      await writeOnce(collections().inbox, await conflictRecord(local, server, conflicts, context, hash))
  }
}
