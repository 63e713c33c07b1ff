import { clinicOfDatabase } from '../accounts/clinic-store.ts'
import { usersDatabase } from '../accounts/couch-users.ts'
import type { Principal } from '../accounts/principal.ts'
import { withHashedPassword } from '../accounts/user-document.ts'
import type { ServerContext } from '../context.ts'
import { CouchError } from '../couch/couch-error.ts'
import { withPackedAttachments } from '../couch/packed-attachments.ts'
import { refusalCode } from '../metrics/metrics.ts'
import type { Database, IncomingDocument, WriteOutcome } from '../store/store.ts'
import { belongsToClinic, isClinicDatabase } from './database-access.ts'
import { settleFiles } from './file-places.ts'
import { validatedWrite } from './validated-write.ts'
import { rulesFor } from './write-guard.ts'

/** The one way for documents into a database: passwords of `_users` hashed, the rules of the database, then the store. */
export async function writeDocuments(
  context: ServerContext,
  principal: Principal,
  database: Database,
  batch: IncomingDocument[],
  newEdits: boolean,
): Promise<WriteOutcome[]> {
  const { users, metrics, limits, views } = context
  for (const { attachments } of batch)
    for (const { name, content } of attachments ?? [])
      if (content && content.bytes.length > limits.attachmentBytes)
        throw new CouchError(413, 'attachment_too_large', name)
  const rules = rulesFor(principal, database, context, newEdits)
  const sealed =
    database.name === usersDatabase
      ? await Promise.all(batch.map((document) => withHashedPassword(document, users.hashOf)))
      : batch
  const options = { newEdits, ...rules }
  const rows = belongsToClinic(database.name)
    ? await database.write(sealed, options)
    : await validatedWrite(views, principal, database, await withPackedAttachments(sealed), options)
  if (isClinicDatabase(database.name))
    await settleFiles(context, clinicOfDatabase(database.name), database, batch, rows)
  for (const row of rows) if ('error' in row) metrics.rowRefused(refusalCode(row))
  return rows
}
