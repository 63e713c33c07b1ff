import { z } from 'zod'
import { type FileKey, fileKeysSchema } from '#shared/contract/file-key.ts'
import { AppError } from '#shared/errors/app-error.ts'
import { type AskOptions, createAsk } from '../replication/server-request.ts'
import { type Part, partSchema } from './part-database.ts'

/** The wire to the clinic's files at the server. */
export interface FileLine {
  /** The clinic's keys for files, newest first. */
  keys(signal: AbortSignal): Promise<FileKey[]>
  /** Keys that the server does not have. @returns all of them */
  giveBack(keys: FileKey[], signal: AbortSignal): Promise<FileKey[]>
  /** A word that changes when the server was restored from a backup. */
  epoch(signal: AbortSignal): Promise<string>
  /** Of these parts those that the server has. */
  known(ids: string[], signal: AbortSignal): Promise<ReadonlySet<string>>
  /** @returns the code of a refusal; undefined when the server has it now */
  send(part: Part, signal: AbortSignal): Promise<string | undefined>
  /** Those of these that the server has and this person may see. */
  fetch(ids: string[], signal: AbortSignal): Promise<ReadonlyMap<string, Part>>
}

const rowsSchema = z.object({
  rows: z.array(
    z.looseObject({
      key: z.string(),
      value: z.looseObject({ deleted: z.boolean().optional() }).optional(),
      doc: z.unknown().optional(),
    }),
  ),
})
const outcomeSchema = z.array(
  z.looseObject({ id: z.string(), error: z.string().optional(), reason: z.string().optional() }),
)
const infoSchema = z.looseObject({ update_seq: z.string() })

function read<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer)
  if (!parsed.success) throw new AppError('network.malformed-answer', { detail: 'files' })
  return parsed.data
}

export function createFileLine(baseUrl: string, database: string, options: AskOptions): FileLine {
  const ask = createAsk(`${baseUrl}/${encodeURIComponent(database)}`, options)
  const askApi = createAsk(`${baseUrl}/api`, options)
  return {
    keys: async (signal) => read(fileKeysSchema, await askApi('/file-key', signal)).keys,
    giveBack: async (keys, signal) =>
      read(fileKeysSchema, await askApi('/file-key', signal, { body: { keys } })).keys,
    epoch: async (signal) => read(infoSchema, await ask('', signal)).update_seq.replace(/^\d+-/, ''),
    async known(keys, signal) {
      const { rows } = read(rowsSchema, await ask('/_all_docs', signal, { body: { keys } }))
      return new Set(rows.flatMap(({ key, value }) => (value && !value.deleted ? [key] : [])))
    },
    async send({ _id, patientId, author, data }, signal) {
      const docs = [{ _id, patientId, author, data }]
      const [row] = read(outcomeSchema, await ask('/_bulk_docs', signal, { body: { docs } }))
      // A conflict: it came there in between, and its name says what it is.
      if (row?.error === undefined || row.error === 'conflict') return undefined
      return row.reason?.split(':')[0] ?? row.error
    },
    async fetch(keys, signal) {
      const { rows } = read(rowsSchema, await ask('/_all_docs?include_docs=true', signal, { body: { keys } }))
      return new Map(
        rows.flatMap(({ key, doc }) => {
          const part = partSchema.safeParse(doc)
          return part.success ? [[key, part.data] as const] : []
        }),
      )
    },
  }
}
