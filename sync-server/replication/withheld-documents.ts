import { z } from 'zod'
import { mayExport } from '#shared/domain/consent/consent.permission.ts'
import type { ConsentMembers } from '#shared/domain/consent/consent.schema.ts'
import type { Clock } from '#shared/kit/clock.ts'
import { isObject } from '../http/json-text.ts'
import type { FetchedDocument } from './fetched-documents.ts'
import type { Peer } from './peer.ts'
import { ReplicationError } from './replication-error.ts'

/**
 * What stays in the clinic: records of patients who refused, whose processing is restricted, or who cannot be found. Whom
 * it held back is remembered beside the checkpoint, so that their records follow when the patient agrees, or a refusal
 * comes to its end.
 */
export interface Withholding {
  /** Those of the documents that may leave. */
  pass(documents: FetchedDocument[]): Promise<FetchedDocument[]>
  /** Sends with `transfer` what may leave now and was held back before, and notes who is held back. */
  settle(transfer: (revs: Map<string, string[]>) => Promise<void>): Promise<void>
}

const rowsSchema = z.object({
  rows: z.array(
    z.union([
      z.object({ key: z.string(), error: z.string() }),
      z.object({ id: z.string(), value: z.object({ rev: z.string() }), doc: z.looseObject({}).nullish() }),
    ]),
  ),
})
const foundSchema = z.object({ docs: z.array(z.object({ _id: z.string(), _rev: z.string() })) })
const memorySchema = z.object({ _rev: z.string(), patients: z.array(z.string()) })
const mostOfOnePatient = 100_000

type Fields = Record<string, unknown>

/**
 * Whom a document is about; undefined for one that is about nobody. An inbox item holds copies of the document that it is
 * about; where these name no patient, it goes under that document, which is no patient and so stays.
 */
function patientOf(id: string, { patientId, documentId, local, server }: Fields): string | undefined {
  if (id.startsWith('patient:')) return id
  if (typeof patientId === 'string') return patientId
  if (typeof documentId !== 'string' || documentId === id) return undefined
  if (documentId.startsWith('patient:')) return documentId
  const named = [local, server].map((copy) => (isObject(copy) ? copy.patientId : undefined))
  return named.find((each): each is string => typeof each === 'string') ?? documentId
}

/** A tombstone may carry all that the document said: only that it is deleted goes on. */
function emptied(document: FetchedDocument, { _id, _rev, _revisions }: Fields): FetchedDocument {
  return {
    ...document,
    text: JSON.stringify({ _id, _rev, _revisions, _deleted: true }),
    hasAttachments: false,
  }
}

/** @param cards the database of the patients' cards: the source itself, but for files */
export async function openWithholding(
  source: Peer,
  cards: Peer,
  id: string,
  clock: Clock,
): Promise<Withholding> {
  const path = `/_local/withheld-${id}`
  const { value } = await source.ask('GET', path)
  const memory = memorySchema.safeParse(value).data
  const heldBack = new Set(memory?.patients ?? [])
  const noted = { rev: memory?._rev, patients: [...heldBack].sort().join(' ') }
  const mayFollow = new Set<string>()

  const mayLeave = (card: Fields): boolean => mayExport(card as ConsentMembers, clock.now()).allowed

  /** Of these patients those whose card, as it stands, lets their records leave. */
  const allowed = async (patients: string[]): Promise<Set<string>> => {
    const keys = patients.filter((id) => id.startsWith('patient:'))
    if (keys.length === 0) return new Set()
    const answer = await cards.need('POST', '/_all_docs?include_docs=true', { keys })
    const rows = rowsSchema.safeParse(answer.value)
    if (!rows.success) throw new ReplicationError('bad_answer', `${cards.shown} sent no cards`)
    return new Set(
      rows.data.rows.flatMap((row) => ('id' in row && row.doc && mayLeave(row.doc) ? [row.id] : [])),
    )
  }

  const note = async (): Promise<void> => {
    const patients = [...heldBack].sort()
    if (noted.patients === patients.join(' ')) return
    const body = { patients, ...(noted.rev === undefined ? {} : { _rev: noted.rev }) }
    const answer = await source.need('PUT', path, body)
    noted.rev = (answer.value as { rev?: string }).rev
    noted.patients = patients.join(' ')
  }

  const everythingOf = async (patient: string): Promise<Map<string, string[]>> => {
    const answer = await source.need('POST', '/_find', {
      selector: {
        $or: [
          { _id: patient },
          { patientId: patient },
          { documentId: patient },
          { 'local.patientId': patient },
          { 'server.patientId': patient },
        ],
      },
      fields: ['_id', '_rev'],
      limit: mostOfOnePatient,
    })
    const found = foundSchema.safeParse(answer.value)
    if (!found.success) throw new ReplicationError('bad_answer', `${source.shown} sent no records`)
    return new Map(found.data.docs.map(({ _id, _rev }) => [_id, [_rev]]))
  }

  // A refusal that ended by its date changes no document: it is looked for at every start.
  for (const patient of await allowed([...heldBack])) mayFollow.add(patient)

  return {
    async pass(documents) {
      const read = documents.map((document) => {
        const fields = JSON.parse(document.text) as Fields
        return { document, fields, patient: patientOf(document.id, fields) }
      })
      const free = await allowed([...new Set(read.flatMap(({ patient }) => patient ?? []))])
      for (const patient of free) if (heldBack.has(patient)) mayFollow.add(patient)
      return read.flatMap(({ document, fields, patient }) => {
        // A revision that lost a conflict may hold a refusal that the winner does not know.
        if (patient === undefined || (free.has(patient) && (patient !== document.id || mayLeave(fields))))
          return [document]
        if (fields._deleted === true) return [emptied(document, fields)]
        heldBack.add(patient)
        mayFollow.delete(patient)
        return []
      })
    },
    async settle(transfer) {
      // Noted before the checkpoint: after a crash somebody is looked at twice, never forgotten.
      await note()
      for (const patient of mayFollow) {
        await transfer(await everythingOf(patient))
        if (mayFollow.has(patient)) heldBack.delete(patient)
        mayFollow.delete(patient)
      }
      await note()
    },
  }
}
