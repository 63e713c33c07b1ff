import { hashOf } from '../store/revision.ts'
import type { Database, IncomingDocument, WriteOutcome } from '../store/store.ts'

const prefix = '_local/'.length

/** Writes a `_local` document: nothing is compared, the number counts on from the one that the client knows. */
export async function writeLocal(database: Database, document: IncomingDocument): Promise<WriteOutcome> {
  const id = document.id.slice(prefix)
  if (document.deleted) {
    await database.removeLocal(id)
    return { id: document.id, rev: '0-0' }
  }
  const previous = numberOf(document.rev)
  if (previous === undefined) return { id: document.id, error: 'bad_request', reason: 'Invalid rev format' }
  return { id: document.id, rev: await database.putLocal(id, document.body, previous) }
}

function numberOf(rev: string | undefined): number | undefined {
  if (rev === undefined) return 0
  return /^0-\d{1,15}$/.test(rev) ? Number(hashOf(rev)) : undefined
}
