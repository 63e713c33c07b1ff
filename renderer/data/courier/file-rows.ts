import type { CourierRow } from '#shared/contract/courier-file.ts'
import { type Part, partSchema } from '../files/part-database.ts'
import type { StoredDocument } from '../storage/stored-document.ts'
import type { ExchangedState } from './exchange-store.ts'

/** Rows of a courier file that are parts of files of patients. */
const rowType = 'file-part'
export const filePrefix = 'file:'

export const isFileRow = ({ document }: CourierRow): boolean => document.type === rowType

/** @param named what the last part of a file says of the whole */
export function rowOfPart(
  { _id, ...part }: Part,
  onServer: boolean,
  named: { parts?: string[]; isPreview?: boolean } = {},
): CourierRow {
  return { document: { id: _id, type: rowType, ...part, ...named }, deleted: false, onServer }
}

/** Undefined for a row of a shape that this version does not know. */
export function partOfRow({ document }: CourierRow): Part | undefined {
  const { id, patientId, author, data } = document
  const part = partSchema.safeParse({ _id: id, patientId, author, data })
  return part.success ? part.data : undefined
}

/** A file has one state: what is in it is its name. */
export const fileState = (id: string): ExchangedState => ({
  document: { id, type: rowType } as StoredDocument,
  deleted: false,
  hash: id,
})
