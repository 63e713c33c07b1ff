import { type CourierRow, courierFormat } from '#shared/contract/courier-file.ts'
import type { CollectionName } from '#shared/domain/registry.ts'
import { isoNow } from '#shared/kit/clock.ts'
import { fail, ok } from '#shared/kit/result.ts'
import type { CarriedEvents } from '../audit/carried-events.ts'
import { type ChainMarks, withEvents } from '../audit/sent-marks.ts'
import type { CourierControl, CourierReading } from '../controls/courier-control.ts'
import type { DocumentState } from '../controls/sync-control.ts'
import type { CarriedFiles } from '../files/carried-files.ts'
import type { OpenOptions } from '../options.ts'
import type { ConflictHandler } from '../replication/conflict-handler.ts'
import type { History } from '../replication/history.ts'
import type { Replication } from '../replication/replication.ts'
import type { OpenDatabase } from '../storage/open-database.ts'
import { storageError } from '../storage/storage-error.ts'
import { createCourierLog, type FileRecord } from './courier-log.ts'
import { createExchangeStore, type ExchangedState, stateOfRow } from './exchange-store.ts'
import { openCourierFile } from './file-reader.ts'
import { filePrefix, isFileRow } from './file-rows.ts'
import { beginCourierFile } from './file-writer.ts'
import { gatherChanges, type ServerStates } from './gather-changes.ts'
import { gatherFiles } from './gather-files.ts'
import { receiptsOf } from './give-receipts.ts'
import { notForHere } from './not-for-here.ts'
import { takeDocuments } from './take-documents.ts'
import { takeFiles } from './take-files.ts'
import { takeReceipt } from './take-receipts.ts'

/** Files that nobody has confirmed are kept so many; what stood in older ones is simply sent again. */
const keptFiles = 5
const eventsOfPart = 200

interface Parts {
  database: OpenDatabase
  options: OpenOptions
  sync: Pick<Replication, 'watchStates' | 'counted' | 'serverStates'>
  conflictHandlers: { [Name in CollectionName]: ConflictHandler }
  trace: Omit<CarriedEvents, 'chains'>
  /** What of the past is not here is said to who reads the file, and by who has read it. */
  past: Pick<History, 'since' | 'carried'>
  /** Undefined where no files are kept. */
  files: CarriedFiles | undefined
}

export function createCourier({
  database,
  options,
  sync,
  conflictHandlers,
  trace,
  past,
  files,
}: Parts): CourierControl {
  const { collections, local } = database
  const { clinicId, stationId, context } = options
  const exchange = createExchangeStore(database.exchange)
  const log = createCourierLog(local)

  const onServer = (ids: string[]): Map<string, boolean> => {
    let states: ReadonlyMap<string, DocumentState> = new Map()
    sync.watchStates(ids).subscribe((now) => {
      states = now
    })()
    return new Map(
      ids.map((id) => [
        id,
        id.startsWith(filePrefix) ? !unsentFiles.has(id) : states.get(id)?.kind === 'on-server',
      ]),
    )
  }
  let unsentFiles: ReadonlySet<string> = new Set()
  const lookForFiles = async (): Promise<void> => {
    unsentFiles = new Set((await files?.unsent())?.keys())
  }

  const serverStates: ServerStates = async (name, ids) => {
    const known = await sync.serverStates(name, ids)
    return new Map([...known].map(([id, row]) => [id, stateOfRow(row)]))
  }

  async function forget(to: string) {
    // What was read is not sent again: its receipt is still to come.
    const isUnread = ({ readBy }: FileRecord) => Object.keys(readBy).length === 0
    const mine = log.files().filter(({ file }) => file.to === to && !file.onServer && isUnread(file))
    for (const { number, file } of mine.slice(0, -keptFiles)) {
      await exchange.dropParts(number, file.parts)
      await log.removeFile(number)
    }
  }

  const secretKey = (name: string): string => `courier/secret/${name}`
  const control: CourierControl = {
    secrets: {
      get: async (name) => local.get<{ value: string }>(secretKey(name))?.value,
      set: (name, value) => local.put(secretKey(name), { value }),
    },
    peers: log.watchPeers(),

    async write(to, key, identity, onProgress) {
      await lookForFiles()
      const number = await log.nextNumber()
      const createdAt = isoNow(context.clock)
      const header = {
        format: courierFormat,
        clinicId,
        keyId: key.id,
        from: stationId,
        number,
        createdAt,
      }
      const { name, publicKey } = identity
      const since = past.since()
      const introduction = {
        ...{ name, publicKey, to, receipts: receiptsOf(log, onServer, trace) },
        ...(since === undefined ? {} : { since }),
      }
      const file = await beginCourierFile(header, introduction, key, identity)
      let parts = 0
      let documents = 0
      let examined = 0
      for await (const step of gatherChanges(collections, exchange, to, onServer, serverStates)) {
        examined += step.examined
        onProgress?.(examined)
        if (step.states.length === 0) continue
        await exchange.putPart(
          number,
          parts++,
          step.states.map(({ past: _, ...state }) => state),
        )
        documents += step.states.length
        await file.part(
          step.states.map(({ document, deleted, onServer: isThere, past: from }) => ({
            ...{ document, deleted, onServer: isThere },
            ...(from.length > 0 ? { past: from } : {}),
          })),
        )
      }
      // After the documents: a file that is cut brings these first.
      const events = await trace.waiting(to)
      for (let at = 0; at < events.length; at += eventsOfPart)
        await file.part(
          events
            .slice(at, at + eventsOfPart)
            .map((event) => ({ document: event, deleted: false, onServer: false })),
        )
      // Last: a stick that is full, or a copy that is cut, brings the records.
      const given: ExchangedState[] = []
      const left = { count: 0 }
      let carriedFiles = 0
      if (files)
        for await (const step of gatherFiles(
          { papers: collections.documentReferences, exchange, files },
          to,
          left,
        )) {
          await file.part(step.rows)
          if (step.state) given.push(step.state)
          if (step.isWhole) carriedFiles += 1
        }
      if (given.length > 0) await exchange.putPart(number, parts++, given)
      const bytes = await file.end()
      await log.putFile(number, {
        ...{ to, writtenAt: createdAt, parts, documents, readBy: {}, onServer: false },
        ...(events.length > 0 ? { trace: withEvents({}, events) } : {}),
      })
      await forget(to)
      return { bytes, number, documents, files: carriedFiles, filesLeft: left.count }
    },

    async read(file, keys, onProgress) {
      await lookForFiles()
      const opened = await openCourierFile(file, keys)
      if (!opened.ok) return opened
      const problem = notForHere(opened.value, { clinicId, stationId, log })
      if (problem) return fail(problem)
      const { header, introduction, parts } = opened.value
      const reading: CourierReading = {
        from: introduction.name,
        taken: 0,
        files: 0,
        merged: 0,
        unchanged: 0,
        unknown: 0,
        confirmed: 0,
        harmedTrace: 0,
      }
      for (const receipt of introduction.receipts)
        if (receipt.station === stationId)
          reading.confirmed += await takeReceipt(receipt, header.from, header.number, {
            ...{ log, exchange, collections, trace, files },
          })

      // Before anything of it stands here as if it were all.
      if (introduction.since !== undefined) await past.carried(introduction.since)
      const open = new Set(log.peer(header.from)?.open ?? [])
      let carried: ChainMarks = log.peer(header.from)?.trace ?? {}
      for await (const part of parts()) {
        if (!part.ok) return ok({ ...reading, problem: part.error })
        const { number } = header
        const takeOptions = {
          ...{ clinicId, number, collections, exchange, conflictHandlers, onServer, serverStates },
        }
        for (const { document } of part.value.rows)
          if (typeof document.updatedAt === 'string') context.hybridClock.observe(document.updatedAt)
        const events = part.value.rows.filter(isEvent)
        const rows = part.value.rows.filter((row) => !isEvent(row) && !isFileRow(row))
        const taken = await takeDocuments(rows, header.from, takeOptions)
        if (events.length > 0) {
          const traced = await trace.take(events.map(({ document }) => document))
          carried = withEvents(carried, traced.events)
          reading.harmedTrace += traced.harmed
        }
        const papers = await takeFiles(part.value.rows.filter(isFileRow), header.from, {
          ...{ files, exchange, number },
        })
        for (const id of [...taken.notOnServer, ...papers.notOnServer]) open.add(id)
        reading.taken += taken.taken
        reading.merged += taken.merged
        reading.unchanged += taken.unchanged
        reading.unknown += taken.unknown + papers.unknown
        reading.files += papers.taken
        onProgress?.(part.value.atByte / file.size)
      }
      // What nobody here understands must come again after the update: no receipt, and the number stays open.
      if (reading.unknown > 0) return ok(reading)
      await lookForFiles()
      const still = onServer([...open])
      await log.putPeer(header.from, {
        name: introduction.name,
        publicKey: introduction.publicKey,
        number: header.number,
        readAt: isoNow(context.clock),
        open: [...open].filter((id) => !still.get(id)),
        ...(trace.isOnServer(carried) ? {} : { trace: carried }),
      })
      return ok(reading)
    },
  }

  return {
    ...control,
    write: (...given) => asStorage(sync.counted().then(() => control.write(...given))),
    read: (...given) => asStorage(sync.counted().then(() => control.read(...given))),
  }
}

const isEvent = ({ document }: CourierRow): boolean => document.type === 'audit-event'

const asStorage = <T>(work: Promise<T>): Promise<T> =>
  work.catch((cause: unknown) => {
    throw storageError(cause)
  })
