import { z } from 'zod'
import { type FetchedDocument, fetchDocuments, fetchWithAttachments } from './fetched-documents.ts'
import type { Peer } from './peer.ts'
import { ReplicationError } from './replication-error.ts'
import type { Withholding } from './withheld-documents.ts'

/** What a replication has done so far, in CouchDB's words. */
export interface Counts {
  revisions_checked: number
  missing_revisions_found: number
  docs_read: number
  docs_written: number
  doc_write_failures: number
  /** Stayed in the clinic because the patient refused; 0 where nothing leaves a clinic. */
  docs_withheld: number
}
export const noCounts = (): Counts => ({
  revisions_checked: 0,
  missing_revisions_found: 0,
  docs_read: 0,
  docs_written: 0,
  doc_write_failures: 0,
  docs_withheld: 0,
})

const diffSchema = z.record(
  z.string(),
  z.object({ missing: z.array(z.string()), possible_ancestors: z.array(z.string()).optional() }),
)
const failuresSchema = z.array(z.looseObject({ id: z.string() }))

const documentsAtOnce = 200
const mostBytes = 4 * 1024 * 1024

/** Brings to the target what it lacks of a page of the source. */
export async function transferPage(
  source: Peer,
  target: Peer,
  revs: Map<string, string[]>,
  counts: Counts,
  withholding?: Withholding,
): Promise<void> {
  if (revs.size === 0) return
  const { value } = await target.need('POST', '/_revs_diff', Object.fromEntries(revs))
  const diff = diffSchema.safeParse(value)
  if (!diff.success) throw new ReplicationError('bad_answer', `${target.shown} sent no difference`)
  for (const each of revs.values()) counts.revisions_checked += each.length
  const ancestors = new Map(Object.entries(diff.data).map(([id, row]) => [id, row.possible_ancestors ?? []]))
  const wanted = Object.entries(diff.data).flatMap(([id, row]) => row.missing.map((rev) => ({ id, rev })))
  counts.missing_revisions_found += wanted.length
  for (let from = 0; from < wanted.length; from += documentsAtOnce) {
    const read = await fetchDocuments(source, wanted.slice(from, from + documentsAtOnce))
    counts.docs_read += read.length
    const fetched = withholding ? await withholding.pass(read) : read
    counts.docs_withheld += read.length - fetched.length
    const plain = fetched.filter((document) => !document.hasAttachments)
    for (const batch of batchesOf(plain)) await put(target, batch, counts)
    // Contents may be large: one document at a time.
    for (const document of fetched.filter((each) => each.hasAttachments))
      await putWithAttachments(source, target, document, ancestors.get(document.id) ?? [], counts)
  }
}

function batchesOf(documents: FetchedDocument[]): string[][] {
  const batches: string[][] = []
  let bytes = mostBytes
  for (const { text } of documents) {
    if (bytes + text.length > mostBytes) {
      batches.push([])
      bytes = 0
    }
    batches.at(-1)!.push(text)
    bytes += text.length
  }
  return batches
}

/** The texts go on as they came: numbers and the order of members are the source's. */
async function put(target: Peer, texts: string[], counts: Counts): Promise<void> {
  const answer = await target.ask('POST', '/_bulk_docs', `{"new_edits":false,"docs":[${texts.join(',')}]}`)
  if (answer.status === 413 && texts.length > 1) {
    const half = Math.ceil(texts.length / 2)
    await put(target, texts.slice(0, half), counts)
    await put(target, texts.slice(half), counts)
    return
  }
  // One document that the target cannot take never stops the others; it is counted.
  if ((answer.status === 413 || answer.status === 400) && texts.length === 1) {
    counts.doc_write_failures++
    return
  }
  if (answer.status === 400) {
    for (const text of texts) await put(target, [text], counts)
    return
  }
  if (answer.status !== 201 && answer.status !== 202) throw target.refusal(answer.status)
  const failures = failuresSchema.safeParse(answer.value)
  if (!failures.success) throw new ReplicationError('bad_answer', `${target.shown} sent no rows`)
  const failed = failures.data.filter((row) => row.error !== undefined).length
  counts.doc_write_failures += failed
  counts.docs_written += texts.length - failed
}

async function putWithAttachments(
  source: Peer,
  target: Peer,
  document: FetchedDocument,
  known: string[],
  counts: Counts,
): Promise<void> {
  const text = await fetchWithAttachments(source, document, known)
  if (text === undefined) return
  try {
    await put(target, [text], counts)
  } catch (error) {
    // The target has the ancestor no longer with its contents (412): all of them, then.
    if (known.length === 0) throw error
    const whole = await fetchWithAttachments(source, document, [])
    if (whole !== undefined) await put(target, [whole], counts)
  }
}
