import { z } from 'zod'
import type { CourierRow } from '#shared/contract/courier-file.ts'
import { fileDocumentId } from '#shared/contract/file-key.ts'
import type { CarriedFiles } from '../files/carried-files.ts'
import type { Part } from '../files/part-database.ts'
import type { ExchangeStore } from './exchange-store.ts'
import { filePrefix, fileState, partOfRow } from './file-rows.ts'

const namedSchema = z.object({
  parts: z.array(z.string().regex(fileDocumentId)).optional(),
  isPreview: z.boolean().optional(),
})

export interface TakenFiles {
  /** Files whose last part has come, without their small pictures. */
  taken: number
  unknown: number
  /** Files that are not on the server yet. */
  notOnServer: string[]
}

/**
 * Takes parts of files of patients as another station sealed them. The last part of a file comes last: what is named here
 * is whole. What the server has not got waits here to be sent, as if it were this station's own. Twice is as once.
 */
export async function takeFiles(
  rows: readonly CourierRow[],
  station: string,
  options: {
    files: CarriedFiles | undefined
    exchange: ExchangeStore
    /** Of the file at the station that wrote it. */
    number: number
  },
): Promise<TakenFiles> {
  const { files, exchange, number } = options
  const result: TakenFiles = { taken: 0, unknown: 0, notOnServer: [] }
  if (!files) return { ...result, unknown: rows.filter(isHead).length }
  let chunks: Part[] = []
  for (const row of rows) {
    const part = partOfRow(row)
    const named = namedSchema.safeParse(row.document)
    if (!part || !named.success || !fileDocumentId.test(part._id)) {
      result.unknown++
      continue
    }
    if (!isHead(row)) {
      chunks.push(part)
      continue
    }
    await files.take(chunks)
    chunks = []
    const { parts, isPreview = false } = named.data
    const fileId = part._id
    // Named without its parts: it was given before, and the server has it now.
    if (parts)
      await files.take(
        [part],
        row.onServer ? undefined : { fileId, parts, patientId: part.patientId, isPreview },
      )
    if (row.onServer) await files.arrived([fileId])
    else result.notOnServer.push(fileId)
    await exchange.putCommon(station, [fileState(fileId)], number)
    if (parts && !isPreview) result.taken++
  }
  await files.take(chunks)
  return result
}

const isHead = ({ document }: CourierRow): boolean => document.id.startsWith(filePrefix)
