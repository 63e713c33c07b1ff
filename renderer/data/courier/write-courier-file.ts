import { courierFormat } from '#shared/contract/courier-file.ts'
import { isoNow } from '#shared/kit/clock.ts'
import { withEvents } from '../audit/sent-marks.ts'
import type { CourierControl } from '../controls/courier-control.ts'
import type { CourierDesk } from './courier-desk.ts'
import type { FileRecord } from './courier-log.ts'
import type { ExchangedState } from './exchange-store.ts'
import { beginCourierFile } from './file-writer.ts'
import { gatherChanges } from './gather-changes.ts'
import { gatherFiles } from './gather-files.ts'
import { receiptsOf } from './give-receipts.ts'
import { givenUnconfirmed } from './given-unconfirmed.ts'

/** Files that nobody has confirmed are kept so many; what stood in older ones is simply sent again. */
const keptFiles = 5
const eventsOfPart = 200

/** Writes what the other station is not known to have: documents, the trace of access, the contents of files. */
export function createFileWriting(desk: CourierDesk): CourierControl['write'] {
  const { clinicId, stationId, context, collections, exchange, log, server, trace, past, files } = desk
  return async (to, key, identity, onProgress) => {
    await server.lookForFiles()
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
      ...{ name, publicKey, to, receipts: receiptsOf(log, server.onServer, trace) },
      ...(since === undefined ? {} : { since }),
    }
    const file = await beginCourierFile(header, introduction, key, identity)
    let parts = 0
    let documents = 0
    let examined = 0
    const { onServer, serverStates } = server
    const peers = [...log.peers().keys()]
    const unconfirmed = await givenUnconfirmed(log, exchange, to)
    const states = gatherChanges(collections, exchange, to, onServer, serverStates, peers, unconfirmed)
    for await (const step of states) {
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
        step.states.map(({ document, deleted, onServer: isThere, past: from, at }) => ({
          ...{ document, deleted, onServer: isThere },
          ...(from.length > 0 ? { past: from } : {}),
          ...(at && { at }),
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
    await forget(desk, to)
    return { bytes, number, documents, files: carriedFiles, filesLeft: left.count }
  }
}

async function forget({ exchange, log }: CourierDesk, to: string): Promise<void> {
  // What was read is not sent again: its receipt is still to come.
  const isUnread = ({ readBy }: FileRecord) => Object.keys(readBy).length === 0
  const mine = log.files().filter(({ file }) => file.to === to && !file.onServer && isUnread(file))
  for (const { number, file } of mine.slice(0, -keptFiles)) {
    await exchange.dropParts(number, file.parts)
    await log.removeFile(number)
  }
}
