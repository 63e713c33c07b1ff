import type { Clock } from '#shared/kit/clock.ts'
import { isoNow } from '#shared/kit/clock.ts'
import type { RandomBytes } from '#shared/kit/ids.ts'
import { clinicDatabasePrefix } from '../accounts/clinic-store.ts'
import type { Couchdb } from './couchdb.ts'
import { checkAnswer } from './database-answer.ts'
import { databasePath } from './target-path.ts'

/** `clinic-demo` has its journal beside it; stations never see it and it takes no part in their feed. */
const journalOf = (database: string): string =>
  `${journalPrefix}${database.slice(clinicDatabasePrefix.length)}`
const journalPrefix = 'delivered-'

export interface Delivery {
  /** The practitioner whose session brought the documents. */
  by: string
  documents: { id: string; rev?: string | undefined }[]
}

/**
 * Who brought which documents into a clinic. An entry is stored before the documents are sent, so that none is ever
 * stored without a trace; an entry whose documents were then not stored is the trace of a try.
 */
export function createDeliveryJournal(couchdb: Couchdb, clock: Clock, random: RandomBytes) {
  const note = async (database: string, delivery: Delivery): Promise<void> => {
    const journal = journalOf(database)
    const at = isoNow(clock)
    // Ids in the order of time: the newest delivery of a document is the last entry that names it.
    const id = `${at}-${Buffer.from(random(8)).toString('hex')}`
    const put = () =>
      couchdb.json({ method: 'PUT', path: databasePath(journal, id), value: { at, ...delivery } })
    let answer = await put()
    if (answer.status === 404) {
      await couchdb.json({ method: 'PUT', path: databasePath(journal) })
      answer = await put()
    }
    checkAnswer(answer)
  }
  return { note }
}
export type DeliveryJournal = ReturnType<typeof createDeliveryJournal>
