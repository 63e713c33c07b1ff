import { z } from 'zod'
import type { BulkDocsRow, ChangesPage, WireDocument } from '#shared/contract/couch.ts'
import { AppError } from '#shared/errors/app-error.ts'

/** A row of `_all_docs` asked by keys. */
export interface KeysRow {
  key: string
  error?: string
  value?: { rev: string; deleted?: boolean }
  doc?: WireDocument | null
}

/** Only the frame of an answer is checked: the documents inside may be of a newer version (trap T5). */
const changesSchema = z.looseObject({
  results: z.array(z.unknown()),
  last_seq: z.string(),
  pending: z.number(),
})
const bulkDocsSchema = z.array(
  z.union([
    z.looseObject({ ok: z.literal(true), id: z.string(), rev: z.string() }),
    z.looseObject({ id: z.string(), error: z.string(), reason: z.string() }),
  ]),
)
const missingSchema = z.record(z.string(), z.looseObject({ missing: z.array(z.string()) }))
const keysSchema = z.looseObject({ rows: z.array(z.unknown()) })

function checked<T>(schema: z.ZodType<T>, answer: unknown): T {
  const result = schema.safeParse(answer)
  if (result.success) return result.data
  throw new AppError('network.malformed-answer', {
    detail: result.error.issues[0]?.message ?? 'not as expected',
  })
}

export const changesAnswer = (answer: unknown): ChangesPage => checked(changesSchema, answer) as ChangesPage

export const missingAnswer = (answer: unknown) => checked(missingSchema, answer)

export function bulkDocsAnswer(answer: unknown, expected: number): BulkDocsRow[] {
  const rows = checked(bulkDocsSchema, answer)
  if (rows.length === expected) return rows
  throw new AppError('network.malformed-answer', { detail: `${rows.length} rows for ${expected} documents` })
}

export function keysAnswer(answer: unknown, expected: number): KeysRow[] {
  const { rows } = checked(keysSchema, answer)
  if (rows.length === expected) return rows as KeysRow[]
  throw new AppError('network.malformed-answer', { detail: `${rows.length} rows for ${expected} keys` })
}
