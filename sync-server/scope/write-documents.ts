import { usersDatabase } from '../accounts/couch-users.ts'
import type { Principal } from '../accounts/principal.ts'
import { withHashedPassword } from '../accounts/user-document.ts'
import type { ServerContext } from '../context.ts'
import type { Database, IncomingDocument, WriteOutcome } from '../store/store.ts'
import { rulesFor } from './write-guard.ts'

/** The one way for documents into a database: passwords of `_users` hashed, the rules of the database, then the store. */
export async function writeDocuments(
  { accounts, users }: ServerContext,
  principal: Principal,
  database: Database,
  batch: IncomingDocument[],
  newEdits: boolean,
): Promise<WriteOutcome[]> {
  const rules = rulesFor(principal, database, accounts.practitioners)
  const sealed =
    database.name === usersDatabase
      ? await Promise.all(batch.map((document) => withHashedPassword(document, users.hashOf)))
      : batch
  return database.write(sealed, { newEdits, ...rules })
}
