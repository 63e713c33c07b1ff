import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../build/launch/free-port.ts'
import { startServer } from '../../build/launch/server-process.ts'
import { round, spread } from './spread.ts'

const adminPassword = 'bench-admin-password'
const documents = 20_000

/** A note of about 600 bytes, different for every number. */
const note = (i: number) => ({
  _id: `visit:${String(i).padStart(8, '0')}`,
  type: 'note',
  patientId: `patient:${i % 997}`,
  text: `${i} жалобы на кашель, слабость, повышение температуры; дыхание жёсткое `.repeat(4),
})

/** Push, pull and single writes against a real server process with an fsync before every answer. */
export async function benchServer() {
  const dataFolder = mkdtempSync(join(tmpdir(), 'lekar-bench-'))
  const server = await startServer({ port: await freePort(), dataFolder, adminPassword })
  const headers = {
    authorization: `Basic ${btoa(`admin:${adminPassword}`)}`,
    'content-type': 'application/json',
  }
  const ask = async (
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ bytes: number; json: never }> => {
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    const text = await (await fetch(server.url + path, init)).text()
    return { bytes: text.length, json: JSON.parse(text) as never }
  }
  try {
    const push: Record<string, number> = {}
    for (const batch of [100, 1000]) {
      await ask('PUT', `/bench-${batch}`)
      const startedMs = performance.now()
      for (let from = 0; from < documents; from += batch) {
        const docs = Array.from({ length: batch }, (_, i) => note(from + i))
        const { json } = await ask('POST', `/bench-${batch}/_bulk_docs`, { docs })
        if ((json as { ok?: boolean }[]).some((row) => row.ok !== true))
          throw new Error('a document was refused')
      }
      push[`batch${batch}DocsPerSecond`] = Math.round((documents / (performance.now() - startedMs)) * 1000)
    }
    const pulledMs = performance.now()
    let since = '0'
    let pulled = 0
    for (;;) {
      const path = `/bench-1000/_changes?include_docs=true&limit=1000&since=${encodeURIComponent(since)}`
      const page = (await ask('GET', path)).json as { results: unknown[]; last_seq: string }
      pulled += page.results.length
      since = page.last_seq
      if (page.results.length === 0) break
    }
    if (pulled !== documents) throw new Error(`pulled ${pulled} of ${documents}`)
    const pullDocsPerSecond = Math.round((documents / (performance.now() - pulledMs)) * 1000)
    const single: number[] = []
    for (let i = 0; i < 200; i++) {
      const startedMs = performance.now()
      await ask('PUT', `/bench-100/${encodeURIComponent(`single:${i}`)}`, { n: i })
      single.push(performance.now() - startedMs)
    }
    const body = JSON.stringify(note(1)).length
    return {
      documents,
      bytesEach: body,
      push,
      pullDocsPerSecond: round(pullDocsPerSecond),
      singlePutMs: spread(single),
    }
  } finally {
    await server.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}
