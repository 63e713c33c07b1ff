import type { CourierReceipt } from '#shared/contract/courier-file.ts'
import { type CollectionName, collectionOfType } from '#shared/domain/registry.ts'
import type { CarriedEvents } from '../audit/carried-events.ts'
import type { CarriedFiles } from '../files/carried-files.ts'
import { keepWhatCame } from '../storage/keep-what-came.ts'
import { cameFromServer, type StoredCollection } from '../storage/stored-document.ts'
import { writeDocuments } from '../storage/write-documents.ts'
import type { CourierLog, FileRecord } from './courier-log.ts'
import { type ExchangedState, type ExchangeStore, stateOfRow } from './exchange-store.ts'
import { filePrefix } from './file-rows.ts'

interface Options {
  log: CourierLog
  exchange: ExchangeStore
  collections: { [Name in CollectionName]: StoredCollection }
  trace: Pick<CarriedEvents, 'confirm'>
  files: Pick<CarriedFiles, 'arrived'> | undefined
}

/**
 * Another station says which of our files it has read: what stood in them is now the common past. Once all of it is on
 * the server, the documents that still stand so count as delivered; so do events of the trace of access, which are sent no
 * more then. One that the server refuses holds up no other. Whether the reader ever saw an earlier file it does not say:
 * that held nothing else, but for what has come from the reader itself since, of which the receipt says nothing. Returns
 * how many documents were confirmed for the first time.
 * @param byFile the number of the reader's file that brought the receipt
 */
export async function takeReceipt(
  { number, readAt, onServer, open, traceOnServer = false }: CourierReceipt,
  reader: string,
  byFile: number,
  options: Options,
): Promise<number> {
  const { log, exchange, trace } = options
  let confirmed = 0
  for (const { number: ours, file } of log.files()) {
    const concerned = file.to === '*' || file.to === reader
    if (ours > number || !concerned) continue
    const isNew = file.readBy[reader] === undefined
    if (isNew && ours !== number) continue
    const isTold = traceOnServer && file.trace !== undefined
    if (isTold) await trace.confirm(file.trace!)
    if (file.onServer && !isTold) continue
    const left: ExchangedState[] = []
    for (let part = 0; part < file.parts && !file.onServer && (isNew || onServer || open); part++) {
      const states = await exchange.part(ours, part)
      const isThere = ({ document }: ExchangedState) => onServer || open?.includes(document.id) === false
      const told = states.filter(isThere).map((state) => ({ ...state, onServer: true }))
      if (isNew) confirmed += states.filter(({ document }) => !document.id.startsWith(filePrefix)).length
      const isCommon = isNew
        ? [...states.filter((state) => !isThere(state)), ...told]
        : await stillCommon(told, reader, exchange)
      await exchange.putCommon(
        reader,
        isCommon.map((state) => ({ ...state, byReceipt: true })),
        byFile,
      )
      await markDelivered(told, options)
      left.push(...states.filter((state) => !isThere(state)))
    }
    const { trace: carried, ...known } = file
    const next: FileRecord = {
      ...known,
      readBy: { ...file.readBy, [reader]: readAt },
      onServer: file.onServer || onServer,
      ...(carried && !isTold ? { trace: carried } : {}),
    }
    // Of what the server has nothing more is to be known.
    const parts = open && !file.onServer && file.parts > 1 ? 1 : file.parts
    if (parts < file.parts) await exchange.putPart(ours, 0, left)
    await log.putFile(ours, { ...next, parts })
    if (next.onServer && !file.onServer) await exchange.dropParts(ours, file.parts)
  }
  return confirmed
}

/** Those of these states that the reader has had as its last one from here. */
async function stillCommon(states: readonly ExchangedState[], reader: string, exchange: ExchangeStore) {
  const ids = states.map(({ document }) => document.id)
  const common = await exchange.common(reader, ids)
  return states.filter(({ document, hash }) => common.get(document.id)?.hash === hash)
}

async function markDelivered(
  states: readonly ExchangedState[],
  { collections, files }: Options,
): Promise<void> {
  const ids = states.map(({ document }) => document.id)
  await files?.arrived(ids.filter((id) => id.startsWith(filePrefix)))
  const byCollection = new Map<CollectionName, ExchangedState[]>()
  for (const state of states) {
    const name = collectionOfType(state.document.type)
    if (name) byCollection.set(name, [...(byCollection.get(name) ?? []), state])
  }
  for (const [name, sent] of byCollection) {
    const collection = collections[name]
    const hashOf = new Map(sent.map(({ document, hash }) => [document.id, hash]))
    const rows = await collection.storageInstance.findDocumentsById([...hashOf.keys()], true)
    const delivered = rows
      .filter((row) => !cameFromServer(row))
      .map(stateOfRow)
      .filter(({ document, hash }) => hashOf.get(document.id) === hash)
    await writeDocuments(
      collection,
      delivered.map(({ document, deleted }) => ({ ...document, _deleted: deleted, _downloaded: true })),
      keepWhatCame(rows),
    )
  }
}
