import type { ServerClient } from './server-client.ts'
import { recordOf, replicated, revisionOf } from './server-records.ts'
import { round, spread } from './spread.ts'

interface Page {
  results: { id: string; changes: { rev: string }[] }[]
  last_seq: string
  pending: number
}

const perSecond = (documents: number, ms: number): number => Math.round((documents / ms) * 1000)

/** Pushes records `from` to `to`; the time is that of the requests alone. */
export async function push(
  client: ServerClient,
  database: string,
  records: { from: number; to: number; bytes: number; batch: number; newEdits: boolean },
): Promise<number> {
  const { from, to, bytes, batch, newEdits } = records
  let ms = 0
  for (let at = from; at < to; at += batch) {
    const docs = Array.from({ length: Math.min(batch, to - at) }, (_, i) => recordOf(at + i, bytes))
    const body = JSON.stringify(newEdits ? { docs } : { docs: docs.map(replicated), new_edits: false })
    const startMs = performance.now()
    const rows = await client.ask<{ error?: string }[]>('POST', `/${database}/_bulk_docs`, body)
    ms += performance.now() - startMs
    if (rows.some((row) => row.error !== undefined)) throw new Error('a document was refused')
  }
  return perSecond(to - from, ms)
}

/** Reads documents by the changes feed, pages of 1,000, as many as asked. */
export async function pull(client: ServerClient, database: string, documents: number): Promise<number> {
  const startMs = performance.now()
  let since = '0'
  let pulled = 0
  while (pulled < documents) {
    const path = `/${database}/_changes?include_docs=true&limit=1000&since=${encodeURIComponent(since)}`
    const page = await client.ask<Page>('GET', path)
    if (page.results.length === 0) throw new Error(`pulled ${pulled} of ${documents}`)
    pulled += page.results.length
    since = page.last_seq
  }
  return perSecond(pulled, performance.now() - startMs)
}

/** Reads documents as PouchDB's replication does: the feed without them, then `_bulk_get`. */
export async function pullAsPouch(
  client: ServerClient,
  database: string,
  documents: number,
): Promise<number> {
  const startMs = performance.now()
  let since = '0'
  let pulled = 0
  while (pulled < documents) {
    const page = await client.ask<Page>(
      'GET',
      `/${database}/_changes?style=all_docs&limit=1000&since=${encodeURIComponent(since)}`,
    )
    since = page.last_seq
    const docs = page.results.flatMap(({ id, changes }) => changes.map(({ rev }) => ({ id, rev })))
    const got = await client.ask<{ results: { docs: { ok?: object }[] }[] }>(
      'POST',
      `/${database}/_bulk_get?revs=true&latest=true&attachments=true`,
      { docs },
    )
    pulled += got.results.flatMap(({ docs }) => docs.filter(({ ok }) => ok)).length
  }
  return perSecond(pulled, performance.now() - startMs)
}

/** Asks for 10,000 revisions of which every other one is known. */
export async function revsDiff(client: ServerClient, database: string, bytes: number): Promise<number> {
  const ids = Array.from({ length: 10_000 }, (_, i) => (i % 2 === 0 ? recordOf(i, bytes)._id : `new:${i}`))
  const asked = Object.fromEntries(ids.map((id) => [id, [revisionOf(id)]]))
  const startMs = performance.now()
  const missing = await client.ask<object>('POST', `/${database}/_revs_diff`, asked)
  const ms = performance.now() - startMs
  if (Object.keys(missing).length !== 5000) throw new Error('half must be missing')
  return round(ms)
}

/** Fifty clients that each write a record and read what is new since their last time, twenty times. */
export async function crowd(client: ServerClient, database: string) {
  const { update_seq } = await client.ask<{ update_seq: string }>('GET', `/${database}`)
  const times: number[] = []
  await Promise.all(
    Array.from({ length: 50 }, async (_, who) => {
      let since = update_seq
      for (let turn = 0; turn < 20; turn++) {
        const id = `crowd:${who}:${turn}`
        const startMs = performance.now()
        await client.ask('PUT', `/${database}/${encodeURIComponent(id)}`, { ...recordOf(turn, 600), _id: id })
        const page = await client.ask<Page>(
          'GET',
          `/${database}/_changes?include_docs=true&since=${encodeURIComponent(since)}`,
        )
        times.push(performance.now() - startMs)
        if (!page.results.some((row) => row.id === id)) throw new Error('the own write is not seen')
        since = page.last_seq
      }
    }),
  )
  const { p50, p95, max } = spread(times)
  const p99 = round(times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)]!)
  return { p50, p95, p99, max }
}

/** Single writes, one after the other. */
export async function singleWrites(client: ServerClient, database: string) {
  const times: number[] = []
  for (let i = 0; i < 300; i++) {
    const startMs = performance.now()
    await client.ask('PUT', `/${database}/single:${i}`, { n: i })
    times.push(performance.now() - startMs)
  }
  return spread(times)
}

/** Questions whose cost must not grow with the database. */
export async function smallQuestions(client: ServerClient, database: string) {
  const timed = async (path: string) => {
    const times: number[] = []
    for (let i = 0; i < 50; i++) {
      const startMs = performance.now()
      await client.ask('GET', path)
      times.push(performance.now() - startMs)
    }
    return spread(times).p50
  }
  return {
    infoMs: await timed(`/${database}`),
    pageOfOneWithPendingMs: await timed(`/${database}/_changes?limit=1`),
    oneDocumentMs: await timed(`/${database}/${encodeURIComponent(recordOf(7, 600)._id)}`),
  }
}
