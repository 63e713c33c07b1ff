import type { CommandContext } from '#shared/domain/common/command-context.ts'
import { touched } from '#shared/domain/common/command-context.ts'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import { isoNow } from '#shared/kit/clock.ts'
import { readRows } from '../repositories/document-repository.ts'
import { statesOf } from '../storage/keep-what-came.ts'
import type { LocalStore } from '../storage/local-store.ts'
import { type StoredCollection, type StoreRow, toDomain } from '../storage/stored-document.ts'
import { writeDocuments } from '../storage/write-documents.ts'
import { isOfUnseen } from './answer-error.ts'
import { type Hash, refusalRecord } from './inbox-records.ts'
import { retryAfterMs } from './isolation.ts'
import type { PushRow } from './push-row.ts'
import { createQuarantine, type Quarantine, type Refusal } from './quarantine.ts'

/** Refused documents: kept in quarantine on this PC, and a record in the inbox so that a person sees them. */
export interface Refusals extends Quarantine {
  /** Resolves when the quarantine and its record are durable. @param mayPass it is tried again later by itself */
  take(row: PushRow, code: string, text: string, mayPass: boolean): Promise<void>
  /** When the next try of each document that was put aside for a while is due. */
  dueMs(): ReadonlyMap<string, number>
  /** Whether this document was put aside for a while. */
  isAside(id: string): boolean
  /**
   * What can go on now that the server has shown these documents: what was refused for its content meets what the server
   * has of it, which may cure it; what was refused as a change of what this person does not see, or no more, is seen (S22
   * to S24), and with the card what was written for its patient and is nowhere but here.
   */
  seen(ids: readonly string[]): string[]
  /**
   * A push of these sets out. What the server shows before it has ended may be what its refusals wait for: they were
   * judged before, and are noted after. @returns to be called at its end; answers what can go again
   */
  pushing(ids: readonly string[]): () => string[]
  /**
   * The server took the document after all, or it was taken off this PC: the records of its refusal are closed, and then
   * it is let go, so that what a kill leaves of this is found at the next start.
   * @param gone it is deleted here; where the record keeps its body, it was withdrawn
   */
  release(id: string, gone?: boolean): Promise<void>
}

export function createRefusals(
  local: LocalStore,
  inbox: StoredCollection,
  stationId: string,
  context: CommandContext,
  hash: Hash,
): Refusals {
  const quarantine = createQuarantine(local)
  const sentAgain = new Set<string>()
  /** Of each document in a push: what was seen since that set out. */
  const seenSince = new Map<string, Set<string>>()
  const cured = new Set<string>()

  /** Whether the record of a refusal that stands is written: not where that failed. One that a release closed is of an earlier one. */
  async function isTold(recordId: string): Promise<boolean> {
    const [row] = await inbox.storageInstance.findDocumentsById([recordId], false)
    const choice = row && toDomain<InboxItem>(row).resolution?.choice
    return row !== undefined && choice !== 'sent' && choice !== 'withdrawn'
  }

  return {
    ...quarantine,
    dueMs: () =>
      new Map(
        [...quarantine.all()].flatMap(([id, { later }]) => (later ? [[id, later.dueMs] as const] : [])),
      ),
    isAside: (id) => quarantine.get(id)?.later !== undefined,
    seen(ids) {
      const now = new Set(ids)
      for (const seen of new Set(seenSince.values())) for (const id of ids) seen.add(id)
      return [...quarantine.all()].flatMap(([id, refusal]) => {
        // What was put aside for a while has its own time.
        if (!isCuredBy(now, id, refusal) || refusal.later) return []
        sentAgain.add(id)
        return [id]
      })
    },
    pushing(ids) {
      const seen = new Set<string>()
      for (const id of ids) seenSince.set(id, seen)
      return () => {
        for (const id of ids) seenSince.delete(id)
        const again = ids.filter((id) => cured.delete(id))
        for (const id of again) sentAgain.add(id)
        return again
      }
    },
    async take(row, code, text, mayPass) {
      const { _rev, _deleted, _downloaded, ...document } = row.newDocumentState
      const before = quarantine.get(document.id)
      const atMs = context.clock.now()
      const tries = (before?.later?.tries ?? 0) + 1
      const patient = typeof document.patientId === 'string' ? { patient: document.patientId } : {}
      const seen = seenSince.get(document.id)
      if (seen && !mayPass && isCuredBy(seen, document.id, { code, text, ...patient })) cured.add(document.id)
      const later = mayPass ? { later: { tries, dueMs: atMs + retryAfterMs(tries) } } : {}
      const byFile = _downloaded === undefined ? {} : { cameByFile: true as const }
      await quarantine.refuse(document.id, { code, text, atMs, ...patient, ...byFile, ...later })
      const isTriedAgain = (sentAgain.delete(document.id) || mayPass) && before !== undefined
      if (isTwiceRefused(document)) return
      const record = await refusalRecord(document, stationId, { code, text }, context, hash)
      // In vain: a person was told already.
      if (isTriedAgain && (await isTold(record.id))) return
      // The record of an earlier refusal opens again, with what was handed over or said there.
      await writeDocuments(inbox, [record], {
        madeFrom: new Map(),
        meet: async (_from, _made, row) => openAgain(row, record),
      })
    },
    async release(id, gone = false) {
      const rows = await readRows(inbox, { field: 'status', value: 'open' })
      const open = rows.filter((row) => {
        const item = toDomain<InboxItem>(row)
        return item.kind === 'refusal' && item.documentId === id && item.stationId === stationId
      })
      const done = { at: isoNow(context.clock), by: context.author.name }
      const closed = (row: StoreRow) => {
        const item = toDomain<InboxItem>(row)
        const resolution = { choice: gone && item.local ? 'withdrawn' : 'sent', ...done }
        return touched({ ...item, status: 'resolved' as const, resolution }, context)
      }
      await writeDocuments(inbox, open.map(closed), {
        madeFrom: statesOf(open),
        meet: async (_from, _made, row) => closed(row),
      })
      await quarantine.clear(id)
    },
  }
}

/** Whether these documents of the server, now seen, may cure the refusal of this one. */
function isCuredBy(
  seen: ReadonlySet<string>,
  id: string,
  { code, text, patient }: Pick<Refusal, 'code' | 'text' | 'patient'>,
): boolean {
  return seen.has(id) || (patient !== undefined && isOfUnseen(code, text) && seen.has(patient))
}

/**
 * What somebody decided in the inbox is told of as everything else: otherwise they believe it done, and others are asked
 * again. A record of such a refusal, refused as well, would beget another one without end.
 */
function isTwiceRefused(document: { type: string; kind?: unknown; documentType?: unknown }): boolean {
  return document.type === 'inbox' && document.kind === 'refusal' && document.documentType === 'inbox'
}

function openAgain(row: StoreRow, record: InboxItem): InboxItem {
  const { resolution: _, alsoResolved: __, ...item } = toDomain<InboxItem>(row)
  const { reason, occurredAt, updatedAt, author } = record
  return { ...item, status: 'open', reason, occurredAt, updatedAt, author }
}
