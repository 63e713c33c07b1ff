import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { patientDocument, visitDocument } from '../../sync-server/scope/clinic-document.fixture.ts'
import { people, provision } from './clinic-server.ts'
import { askServer, type RunningServer } from './running-server.ts'
import { runServer, type ServerRun } from './server-process.ts'
import { startUpstream, type Upstream } from './upstream.ts'

const folder = mkdtempSync(join(tmpdir(), 'lekar-scale-out-'))
let run: ServerRun | undefined
let couchdb: Upstream | undefined
afterEach(async () => {
  run?.process.kill('SIGKILL')
  await run?.exit
  await couchdb?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const start = async (environment: Record<string, string> = {}): Promise<string> => {
  run = runServer(folder, [], environment)
  const url = await run.address
  if (url === undefined) throw new Error(run.output())
  return url
}
const stop = async (): Promise<void> => {
  run?.process.kill('SIGTERM')
  expect(await run?.exit).toBe(0)
}
const until = async (look: () => Promise<boolean>): Promise<void> => {
  for (const endMs = performance.now() + 40_000; performance.now() < endMs; await pause(50))
    if (await look()) return
  throw new Error('it did not come')
}
const asDoctor = { as: people.doctor }

/** A station: sends each document until it is acknowledged, whatever the line does. */
function startWriter(address: () => string | undefined) {
  const acknowledged: string[] = []
  let over = false
  const written = (async () => {
    for (let n = 0; !over; ) {
      const url = address()
      const docs = [patientDocument(`patient:w${n}`), visitDocument(`visit:w${n}`)]
      const answer =
        url &&
        (await askServer(url, 'POST', '/clinic-demo/_bulk_docs', { docs }, asDoctor).catch(() => undefined))
      const rows: { id: string; ok?: boolean; error?: string }[] =
        answer && answer.status === 201 ? answer.json : []
      // A conflict is what is left of an answer that was lost: the document is there.
      const stored = rows.filter((row) => row.ok || row.error === 'conflict').map((row) => row.id)
      if (stored.length === docs.length) {
        acknowledged.push(...stored)
        n++
      } else await pause(50)
    }
  })()
  return {
    acknowledged,
    async end(): Promise<void> {
      over = true
      await written
    },
  }
}

// The steps are those of docs/runbooks/scale-out.md, by their numbers.
it('E9 moves to a CouchDB while stations write: nothing acknowledged is lost, and stations are told to start over', async () => {
  couchdb = await startUpstream(undefined)
  const own = { LEKAR_OWN_SERVERS: couchdb.url }
  let url: string | undefined = await start(own)
  let open: string | undefined = url
  const admin = (method: string, path: string, body?: unknown) => askServer(url!, method, path, body, {})
  await provision({ ask: admin } as RunningServer)
  const writer = startWriter(() => open)
  await until(async () => writer.acknowledged.length > 20)
  const { last_seq: station } = (await admin('GET', '/clinic-demo/_changes')).json

  // 2 copy while the clinics work
  for (const name of ['clinic-demo', 'clinic-other'])
    await admin('PUT', `/_replicator/move-${name}`, {
      source: name,
      target: `${couchdb.url}/${name}`,
      create_target: true,
      continuous: true,
      checkpoint_interval: 500,
    })
  const rows = async (): Promise<
    { state: string; info: { changes_pending: number | null; source_seq: string } }[]
  > => (await admin('GET', '/_scheduler/docs')).json.docs
  await until(async () =>
    (await rows()).every((row) => row.state === 'running' && row.info.changes_pending === 0),
  )
  const before = writer.acknowledged.length
  await until(async () => writer.acknowledged.length > before + 20)

  // 3 close the door to stations and let the copy come to its end
  open = undefined
  await stop()
  url = await start(own)
  const newest = (await admin('GET', '/clinic-demo')).json.update_seq
  await until(
    async () =>
      (await rows()).every(({ state, info }) => state === 'running' && info.changes_pending === 0) &&
      (await rows()).some(({ info }) => info.source_seq === newest),
  )
  const count = (await admin('GET', '/clinic-demo')).json.doc_count
  for (const name of ['clinic-demo', 'clinic-other']) {
    const { _rev } = (await admin('GET', `/_replicator/move-${name}`)).json
    expect((await admin('DELETE', `/_replicator/move-${name}?rev=${_rev}`)).status).toBe(200)
  }
  await stop()

  // 4 open the server with the CouchDB behind it, over the same accounts
  url = await start({ LEKAR_COUCHDB_URL: couchdb.url })
  expect((await admin('GET', '/clinic-demo')).json.doc_count).toBeGreaterThanOrEqual(count)
  open = url
  const moved = writer.acknowledged.length
  await until(async () => writer.acknowledged.length > moved + 20)
  await writer.end()

  const told = await askServer(url, 'GET', `/clinic-demo/_changes?since=${station}`, undefined, asDoctor)
  expect([told.status, told.json.reason.slice(0, 13)]).toEqual([400, 'unknown_since'])
  const stored = new Set(
    (await askServer(url, 'GET', '/clinic-demo/_changes', undefined, asDoctor)).json.results.map(
      (row: { id: string }) => row.id,
    ),
  )
  expect(writer.acknowledged.length).toBeGreaterThan(60)
  expect(writer.acknowledged.filter((id) => !stored.has(id))).toEqual([])
  const changed = {
    ...(await askServer(url, 'GET', '/clinic-demo/visit:w0', undefined, asDoctor)).json,
    complaints: 'Другое',
  }
  expect((await askServer(url, 'PUT', '/clinic-demo/visit:w0', changed, asDoctor)).status).toBe(403)
}, 120_000)
