import type { CourierRow } from '#shared/contract/courier-file.ts'
import { isoNow } from '#shared/kit/clock.ts'
import { fail, ok } from '#shared/kit/result.ts'
import { type ChainMarks, withEvents } from '../audit/sent-marks.ts'
import type { CourierControl, CourierReading } from '../controls/courier-control.ts'
import type { CourierDesk } from './courier-desk.ts'
import { openCourierFile } from './file-reader.ts'
import { isFileRow } from './file-rows.ts'
import { notForHere } from './not-for-here.ts'
import { takeDocuments } from './take-documents.ts'
import { takeFiles } from './take-files.ts'
import { takeReceipt } from './take-receipts.ts'

/** Reads a file part by part; what a part brings is on this PC before the next is looked at. */
export function createFileReading(desk: CourierDesk): CourierControl['read'] {
  const { clinicId, stationId, context, collections, exchange, log, server, trace, past, files } = desk
  return async (file, keys, onProgress) => {
    await server.lookForFiles()
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
      const { conflictHandlers } = desk
      const peers = [...log.peers().keys()]
      const takeOptions = { clinicId, number, collections, exchange, conflictHandlers, peers, ...server }
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
    await server.lookForFiles()
    const still = server.onServer([...open])
    await log.putPeer(header.from, {
      name: introduction.name,
      publicKey: introduction.publicKey,
      number: header.number,
      readAt: isoNow(context.clock),
      open: [...open].filter((id) => !still.get(id)),
      ...(trace.isOnServer(carried) ? {} : { trace: carried }),
    })
    return ok(reading)
  }
}

const isEvent = ({ document }: CourierRow): boolean => document.type === 'audit-event'
