import { z } from 'zod'
import { eachMember, elementStarts } from '../couch/document-text.ts'
import type { Peer, PeerAnswer } from './peer.ts'
import { ReplicationError } from './replication-error.ts'

/** A revision as the text it was sent in, with its history. */
export interface FetchedDocument {
  id: string
  rev: string
  text: string
  hasAttachments: boolean
}

const answerSchema = z.object({
  results: z.array(
    z.object({
      docs: z.array(
        z.union([
          z.object({
            ok: z.looseObject({ _id: z.string(), _rev: z.string(), _attachments: z.unknown().optional() }),
          }),
          z.object({ error: z.looseObject({ error: z.string() }) }),
        ]),
      ),
    }),
  ),
})

type AsText = Pick<PeerAnswer, 'text' | 'value'>

/** Revisions of the source, without the contents of attachments. One that is gone was replaced: its successor comes later. */
export async function fetchDocuments(
  source: Pick<Peer, 'shown'> & { need(...asked: Parameters<Peer['need']>): Promise<AsText> },
  wanted: readonly { id: string; rev?: string | undefined }[],
): Promise<FetchedDocument[]> {
  const { text, value } = await source.need('POST', '/_bulk_get?revs=true&latest=true', { docs: wanted })
  const answer = answerSchema.safeParse(value)
  if (!answer.success) throw new ReplicationError('bad_answer', `${source.shown} sent no documents`)
  const texts = textsOfOk(text)
  const fetched: FetchedDocument[] = []
  const seen = new Set<string>()
  for (const row of answer.data.results.flatMap((result) => result.docs)) {
    if ('error' in row) {
      if (row.error.error === 'not_found') continue
      throw new ReplicationError('bad_answer', `${source.shown} could not read a document`)
    }
    const own = texts.shift()!
    const { _id: id, _rev: rev, _attachments } = row.ok
    // `latest` gives one leaf for several of its ancestors.
    if (seen.has(`${rev} ${id}`)) continue
    seen.add(`${rev} ${id}`)
    fetched.push({ id, rev, text: own, hasAttachments: _attachments !== undefined })
  }
  return fetched
}

/** The texts of all `ok` members in a `_bulk_get` answer, in order. */
function textsOfOk(text: string): string[] {
  const texts: string[] = []
  const inside = (from: number, name: string, visit: (from: number, to: number) => void): void =>
    eachMember(text, from, (member, _span, value) => {
      if (member === name) visit(value.from, value.to)
    })
  inside(0, 'results', (results) => {
    for (const result of elementStarts(text, results))
      inside(result, 'docs', (docs) => {
        for (const doc of elementStarts(text, docs))
          inside(doc, 'ok', (from, to) => texts.push(text.slice(from, to)))
      })
  })
  return texts
}

/** One revision with the contents of its attachments; those that came before `known` stay stubs. Undefined when it is gone. */
export async function fetchWithAttachments(
  source: Peer,
  { id, rev }: { id: string; rev: string },
  known: string[],
): Promise<string | undefined> {
  const query = new URLSearchParams({ rev, revs: 'true', attachments: 'true' })
  if (known.length > 0) query.set('atts_since', JSON.stringify(known))
  const answer = await source.ask('GET', `/${encodeURIComponent(id)}?${query}`)
  if (answer.status === 404) return undefined
  if (answer.status !== 200) throw source.refusal(answer.status)
  return answer.text.trim()
}
