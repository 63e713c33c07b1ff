import type { CourierRow } from '#shared/contract/courier-file.ts'
import { envelopeSchema } from '#shared/domain/common/envelope.ts'
import { type CollectionName, collectionOfType } from '#shared/domain/registry.ts'
import type { ConflictHandler } from '../replication/conflict-handler.ts'
import { meetWhatCame } from '../replication/meet-what-came.ts'
import { statesOf } from '../storage/keep-what-came.ts'
import { isLeft } from '../storage/remove-rows.ts'
import { cameFromServer, type StoredCollection, type StoredDocument } from '../storage/stored-document.ts'
import { writeDocuments } from '../storage/write-documents.ts'
import { type ExchangedState, type ExchangeStore, exchangedState, stateOfRow } from './exchange-store.ts'
import type { ServerStates } from './gather-changes.ts'
import { isLaterAtServer, marksOf } from './server-mark.ts'

export interface Taken {
  /** New or replaced by the other station's state. */
  taken: number
  /** Edited on both sides and joined. */
  merged: number
  unchanged: number
  /** Of a type or form that this version does not know; the file is not confirmed. */
  unknown: number
  /** Documents of the file that are not on the server yet. */
  notOnServer: string[]
}

export interface TakeOptions {
  clinicId: string
  /** The number of the file at the station that wrote it. */
  number: number
  /** Which of these documents of this PC the server has as they stand here. */
  onServer(ids: string[]): Map<string, boolean>
  serverStates: ServerStates
  collections: { [Name in CollectionName]: StoredCollection }
  exchange: ExchangeStore
  /** Stations whose files were read here. */
  peers: readonly string[]
  conflictHandlers: { [Name in CollectionName]: ConflictHandler }
}

type Incoming = ExchangedState & { onServer: boolean; past?: readonly string[] | undefined }

/**
 * Takes documents of another station as the replication would: what nobody edited here is replaced, what was edited on
 * both sides is merged against the last state both have had. Taking the same again changes nothing. The common past is
 * written after the documents: a crash in between takes them again. Of a newer file that was cut the older one, which comes
 * late, brings the rest alone.
 */
export async function takeDocuments(
  rows: readonly CourierRow[],
  station: string,
  options: TakeOptions,
): Promise<Taken> {
  const result: Taken = { taken: 0, merged: 0, unchanged: 0, unknown: 0, notOnServer: [] }
  const byCollection = new Map<CollectionName, Incoming[]>()
  for (const { document, deleted, onServer, past, at } of rows) {
    const name = collectionOfType(document.type)
    const envelope = envelopeSchema.safeParse(document)
    if (!name || !envelope.success || envelope.data.clinicId !== options.clinicId) {
      result.unknown++
      continue
    }
    if (!onServer) result.notOnServer.push(document.id)
    const incoming = { ...exchangedState(document as StoredDocument, deleted), onServer, past, at }
    byCollection.set(name, [...(byCollection.get(name) ?? []), incoming])
  }
  for (const [name, incoming] of byCollection) await takeCollection(name, incoming, station, options, result)
  return result
}

async function takeCollection(
  name: CollectionName,
  incoming: Incoming[],
  station: string,
  { collections, exchange, peers, conflictHandlers, onServer: serverHas, serverStates, number }: TakeOptions,
  result: Taken,
): Promise<void> {
  const collection = collections[name]
  const ids = incoming.map(({ document }) => document.id)
  const common = await exchange.common(station, ids)
  // What is left of a copy that was taken off this PC is no state of the document.
  const present = (await collection.storageInstance.findDocumentsById(ids, true)).filter(
    (row) => !isLeft(row),
  )
  const delivered = serverHas(ids)
  const here = new Map(
    present.map((row) => [row.id, { row, onServer: delivered.get(row.id) === true, ...stateOfRow(row) }]),
  )
  const server = await serverStates(name, ids)
  const marks = await marksOf(
    [...here.values()].filter((ours) => ours.onServer),
    server,
    exchange,
    peers,
  )
  const writes: (StoredDocument & { _deleted: boolean })[] = []
  const isLate = ({ document }: Incoming) => (common.get(document.id)?.byFile ?? 0) > number
  const isPast = (each: Incoming) => isLate(each) && !common.get(each.document.id)!.byReceipt
  const news = incoming.filter((each) => !isPast(each))
  result.unchanged += incoming.length - news.length
  for (const theirs of news) {
    const { document, deleted, hash, onServer, past = [], at } = theirs
    const ours = here.get(document.id)
    // Where both come from one state of the server, that is nearer than what was exchanged before.
    const known = server.get(document.id)
    const isFromKnown = known && (past.includes(known.hash) || known.hash === hash)
    const shared = common.get(document.id)
    // Of the later file nothing but the receipts came: what it told of is no past of this state.
    const isTooNew = isLate(theirs) && shared?.hash !== hash
    const base = isFromKnown ? known : isTooNew ? undefined : shared
    // Both have been the server's: the later one was made of the other, whoever got it first.
    const isLater =
      onServer && ours?.onServer && ours.hash !== hash
        ? isLaterAtServer(at, marks.get(document.id))
        : undefined
    if (isLater === false) {
      result.unchanged++
      continue
    }
    // Taken before: what was edited here since then stays. What the server had before, and has again, is no such thing.
    if (ours?.hash === hash || (base?.hash === hash && !isLater)) {
      // Both have it, and now the server too: it is no longer only here.
      if (onServer && ours?.hash === hash && !cameFromServer(ours.row))
        writes.push({ ...document, _deleted: deleted, _downloaded: true })
      result.unchanged++
      continue
    }
    if (!ours || ours.hash === base?.hash || past.includes(ours.hash) || isLater) {
      // What the server has is not sent back by this station.
      writes.push({ ...document, _deleted: deleted, ...(onServer ? { _downloaded: true } : {}) })
      result.taken++
      continue
    }
    const merged = await merge(conflictHandlers[name], base, ours, theirs)
    const { _deleted, ...joined } = merged
    const out = exchangedState(joined as StoredDocument, _deleted).hash
    if (out === ours.hash) result.unchanged++
    else {
      // What comes out is what the server has: nothing of it is only here.
      writes.push(onServer && out === hash ? { ...merged, _downloaded: true } : merged)
      result.merged++
    }
  }
  // A person may have saved since the rows were read: that edit meets what the file has brought.
  const meet = meetWhatCame(conflictHandlers[name])
  await writeDocuments(collection, writes, { madeFrom: statesOf(present), meet })
  await exchange.putCommon(
    station,
    news
      .filter((each) => !isLate(each))
      .map(({ document, deleted, hash, at }) => ({ document, deleted, hash, ...(at && { at }) })),
    number,
  )
}

/**
 * What the server has stands where only one can, else the earlier edit: both stations decide the same, in whatever order
 * files travel.
 */
async function merge(
  handler: ConflictHandler,
  base: ExchangedState | undefined,
  ours: Incoming,
  theirs: Incoming,
): Promise<StoredDocument & { _deleted: boolean }> {
  const rowOf = ({ document, deleted }: ExchangedState) => ({ ...document, _deleted: deleted })
  const isOurs =
    ours.onServer === theirs.onServer ? ours.document.updatedAt < theirs.document.updatedAt : ours.onServer
  const [standing, other] = isOurs ? [ours, theirs] : [theirs, ours]
  const merged = await handler.resolve(
    {
      ...(base ? { assumedMasterState: rowOf(base) } : {}),
      newDocumentState: rowOf(other),
      realMasterState: rowOf(standing),
    },
    'courier',
  )
  const { _downloaded, ...plain } = merged as StoredDocument & { _deleted: boolean }
  return plain
}
