import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { feedsWaiting } from './feeds-waiting.ts'
import { askServer, startTestServer } from './running-server.ts'
import { runServer, type ServerRun } from './server-process.ts'

let folder: string
const runs: ServerRun[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lekar-durable-'))
})
afterEach(async () => {
  for (const run of runs.splice(0)) {
    run.process.kill('SIGKILL')
    await run.exit
  }
  rmSync(folder, { recursive: true, force: true })
})
const start = (args: string[] = []): ServerRun => {
  const run = runServer(folder, args)
  runs.push(run)
  return run
}

/** What layouts 6 and 7 brought, taken back. */
const toLayout5 =
  'ALTER TABLE attachment DROP COLUMN packed; DROP INDEX document_patient; ALTER TABLE document DROP COLUMN patient; DROP TABLE patient_village; DROP TABLE opening'
/** What layout 4 brought, taken back. */
const toLayout3 = `${toLayout5}; DROP TABLE dictionary; DROP TABLE purge; ALTER TABLE revision DROP COLUMN old; ALTER TABLE revision RENAME TO leaf`

describe('a killed server', () => {
  it('D1 has every acknowledged write after kill -9, several times over', async () => {
    const acknowledged: string[] = []
    let sequences = 0
    for (let round = 0; round < 3; round++) {
      const run = start()
      const url = (await run.address)!
      if (round === 0) await askServer(url, 'PUT', '/t', undefined, {})
      let killed = false
      const writers = Array.from({ length: 8 }, async (_, writer) => {
        for (let turn = 0; !killed; turn++) {
          const docs = Array.from({ length: 1 + (turn % 5) }, (__, index) => ({
            _id: `${round}-${writer}-${turn}-${index}`,
            text: 'запись '.repeat(20),
          }))
          const answer = await askServer(url, 'POST', '/t/_bulk_docs', { docs }, {}).catch(() => undefined)
          for (const row of answer?.json ?? []) if (row.ok) acknowledged.push(row.id)
        }
      })
      const before = acknowledged.length
      await new Promise((resolve) => setTimeout(resolve, 400 + 150 * round))
      await expect.poll(() => acknowledged.length).toBeGreaterThan(before + 40)
      killed = true
      run.process.kill('SIGKILL')
      await Promise.all([run.exit, ...writers])
    }
    const url = (await start().address)!
    const stored = await askServer(url, 'GET', '/t/_all_docs', undefined, {})
    const ids = new Set(stored.json.rows.map((row: { id: string }) => row.id))
    expect(acknowledged.length).toBeGreaterThan(100)
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([])
    const changes = (await askServer(url, 'GET', '/t/_changes', undefined, {})).json
    sequences = changes.results.length
    expect(sequences).toBe(ids.size)
  }, 60_000)
})

describe('a server that stops', () => {
  it('D6 ends waiting feeds with a valid page and closes its files', async () => {
    const run = start()
    const url = (await run.address)!
    for (const name of ['/t', '/u']) await askServer(url, 'PUT', name, undefined, {})
    const waiting = askServer(url, 'GET', '/u/_changes?feed=longpoll&heartbeat=10000', undefined, {})
    await feedsWaiting({ ask: (method, path) => askServer(url, method, path, undefined, {}) }, 1)
    const writes = Array.from({ length: 20 }, (_, n) => askServer(url, 'PUT', `/t/d${n}`, { n }, {}))
    await Promise.race(writes)
    run.process.kill('SIGTERM')
    expect((await waiting).json).toMatchObject({ results: [], pending: 0 })
    expect(await run.exit).toBe(0)
    const settled = await Promise.allSettled(writes)
    const acknowledged = settled.filter((write) => write.status === 'fulfilled' && write.value.status === 201)
    const file = new DatabaseSync(join(folder, 'databases/t.sqlite'), { readOnly: true })
    expect(file.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
    expect(file.prepare('SELECT count(*) AS n FROM document').get()?.n).toBeGreaterThanOrEqual(
      acknowledged.length,
    )
    file.close()
  })
})

describe('a server that cannot start', () => {
  it('says that its port is taken and ends with 1', async () => {
    const holder = createTcpServer()
    const port = await new Promise<number>((resolve) =>
      holder.listen(0, '127.0.0.1', () => resolve((holder.address() as { port: number }).port)),
    )
    const run = start(['--port', String(port)])
    expect(await run.exit).toBe(1)
    expect(run.output()).toContain('port.busy')
    expect(run.output()).toContain('--port')
    holder.close()
  })

  it('D7 keeps out of a data folder that another server uses', async () => {
    const first = await startTestServer({ folder })
    const run = start()
    expect(await run.exit).toBe(1)
    expect(run.output()).toContain('another server uses this data folder')
    expect(run.output()).toContain('Stop it, or give this one another folder with --data.')
    expect(run.output()).not.toContain('cannot be written')
    await first.server.close()
    const second = start()
    expect(await second.address).toMatch(/^http/)
  })

  it('D4 brings a database of the first layout up and keeps what is in it', async () => {
    const first = await startTestServer({ folder })
    await first.ask('PUT', '/t')
    await first.ask('PUT', '/t/old', { a: 1 })
    await first.server.close()
    const file = new DatabaseSync(join(folder, 'databases/t.sqlite'))
    file.exec(
      `${toLayout3}; ALTER TABLE document DROP COLUMN delivered_by; DROP TABLE attachment; PRAGMA user_version = 1`,
    )
    file.close()
    const second = await startTestServer({ folder })
    expect((await second.ask('GET', '/t/old')).json).toMatchObject({ a: 1 })
    expect((await second.ask('PUT', '/t/new', { a: 2 })).status).toBe(201)
    await second.server.close()
  })

  it('D4 brings a database of the third layout up with its branches, and keeps old bodies from then on', async () => {
    const first = await startTestServer({ folder })
    await first.ask('PUT', '/t')
    for (const side of ['a', 'b']) await first.ask('PUT', '/t/x?new_edits=false', { _rev: `1-${side}`, side })
    await first.server.close()
    const file = new DatabaseSync(join(folder, 'databases/t.sqlite'))
    file.exec(`${toLayout3}; PRAGMA user_version = 3`)
    file.close()
    const second = await startTestServer({ folder })
    expect((await second.ask('GET', '/t/x?conflicts=true')).json).toMatchObject({
      _rev: '1-b',
      _conflicts: ['1-a'],
    })
    expect((await second.ask('GET', '/t/x?rev=1-a')).json).toMatchObject({ side: 'a' })
    expect((await second.ask('PUT', '/t/x?rev=1-b', { side: 'c' })).status).toBe(201)
    expect((await second.ask('GET', '/t/x?rev=1-b')).json).toMatchObject({ side: 'b' })
    await second.server.close()
  })

  it('D4 refuses data of a newer version and leaves them as they are', async () => {
    const first = await startTestServer({ folder })
    await first.server.close()
    const path = join(folder, 'server.sqlite')
    const file = new DatabaseSync(path)
    file.exec('PRAGMA user_version = 99')
    file.close()
    const before = readFileSync(path)
    const run = start()
    expect(await run.exit).toBe(1)
    expect(run.output()).toContain('storage.newer-version')
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('D4 answers for a damaged database with an error, never with an empty one, and the others go on', async () => {
    const first = await startTestServer({ folder })
    for (const name of ['t', 'u', 'v']) await first.ask('PUT', `/${name}`)
    await first.server.close()
    truncateSync(join(folder, 'databases/t.sqlite'), 0)
    writeFileSync(join(folder, 'databases/u.sqlite'), 'not a database at all '.repeat(500))
    const second = await startTestServer({ folder })
    for (const name of ['t', 'u']) {
      const { status, json } = await second.ask('GET', `/${name}/_changes`)
      expect([status, json.error]).toEqual([503, 'storage.damaged'])
      expect((await second.ask('PUT', `/${name}`)).status).toBe(412)
    }
    expect((await second.ask('GET', '/v')).status).toBe(200)
    await second.server.close()
    expect(readFileSync(join(folder, 'databases/t.sqlite'))).toHaveLength(0)
  })
})

describe('a restored server', () => {
  it('D5 tells a station with a checkpoint from the future to start over', async () => {
    const first = await startTestServer({ folder })
    await first.ask('PUT', '/t')
    await first.ask('PUT', '/t/a', {})
    await first.server.close()
    const backup = join(folder, 'backup.sqlite')
    copyFileSync(join(folder, 'databases/t.sqlite'), backup)

    const second = await startTestServer({ folder })
    await second.ask('PUT', '/t/b', {})
    const { update_seq: future } = (await second.ask('GET', '/t')).json
    expect((await second.ask('GET', `/t/_changes?since=${future}`)).status).toBe(200)
    await second.server.close()

    copyFileSync(backup, join(folder, 'databases/t.sqlite'))
    const third = await startTestServer({ folder, renewEpochs: true })
    await third.ask('PUT', '/t/c', {})
    const answer = await third.ask('GET', `/t/_changes?since=${future}`)
    expect([answer.status, answer.json.reason.slice(0, 13)]).toEqual([400, 'unknown_since'])
    expect((await third.ask('GET', '/t/_changes')).json.results).toHaveLength(2)
    await third.server.close()
  })
})
