import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askServer, startTestServer } from './running-server.ts'
import { runServer, type ServerRun } from './server-process.ts'

const main = join(import.meta.dirname, '../../sync-server/main.ts')
let folder: string
let run: ServerRun | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lekar-backup-'))
})
afterEach(async () => {
  run?.process.kill('SIGKILL')
  await run?.exit
  run = undefined
  rmSync(folder, { recursive: true, force: true })
})

const data = (): string => join(folder, 'data')
const backUp = (to: string, from = data()) =>
  new Promise<{ code: number | null; output: string }>((resolve) => {
    const child = spawn(process.execPath, [main, 'backup', '--to', to, '--data', from])
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString()
      })
    child.once('close', (code) => resolve({ code, output }))
  })

describe('a backup', () => {
  it('O9 taken while stations write holds every write that was acknowledged before, and restores', async () => {
    run = runServer(data())
    const url = (await run.address)!
    await askServer(url, 'PUT', '/t', undefined, {})
    await askServer(
      url,
      'PUT',
      '/_users/org.couchdb.user:anna',
      {
        name: 'anna',
        password: 'anna-secret',
        roles: [],
        type: 'user',
      },
      {},
    )
    const pack = { id: 'icd-10', title: 'МКБ-10', version: '1', rows: [['J06', 'ОРИ']] }
    await askServer(url, 'PUT', '/api/reference/icd-10', pack, {})
    const acknowledged: string[] = []
    let writing = true
    const writers = Array.from({ length: 6 }, async (_, writer) => {
      for (let turn = 0; writing; turn++) {
        const docs = Array.from({ length: 20 }, (__, n) => ({
          _id: `${writer}-${turn}-${n}`,
          text: 'запись '.repeat(50),
        }))
        const { json } = await askServer(url, 'POST', '/t/_bulk_docs', { docs }, {})
        for (const row of json) if (row.ok) acknowledged.push(row.id)
      }
    })
    await expect.poll(() => acknowledged.length).toBeGreaterThan(200)
    const before = [...acknowledged]
    const { json: then } = await askServer(url, 'GET', '/t', undefined, {})
    const done = await backUp(join(folder, 'backup'))
    expect([done.code, done.output]).toEqual([0, expect.stringContaining('checked')])
    const during = acknowledged.length
    await new Promise((resolve) => setTimeout(resolve, 300))
    writing = false
    await Promise.all(writers)
    // Writers did not wait for the backup.
    expect(during).toBeGreaterThan(before.length)
    run.process.kill('SIGTERM')
    expect(await run.exit).toBe(0)

    const report = JSON.parse(readFileSync(join(folder, 'backup/backup.json'), 'utf8'))
    expect(report.files.map((file: { file: string }) => file.file)).toContain('databases/t.sqlite')
    expect(readdirSync(join(folder, 'backup/databases')).some((name) => /-(wal|shm)$/.test(name))).toBe(false)

    // The runbook: the backup's files in the place of the data folder, then one start with --restored.
    const restored = await startTestServer({ folder: join(folder, 'backup'), renewEpochs: true })
    const stored = (await restored.ask('GET', '/t/_all_docs')).json.rows
    const ids = new Set(stored.map((row: { id: string }) => row.id))
    expect(before.filter((id) => !ids.has(id))).toEqual([])
    expect((await restored.ask('GET', `/t/_changes?since=${then.update_seq}`)).status).toBe(400)
    expect((await restored.ask('GET', '/t/_changes')).json.results).toHaveLength(stored.length)
    expect((await restored.ask('GET', '/api/reference/icd-10')).json).toEqual(pack)
    const anna = await restored.ask('GET', '/_session', undefined, { as: 'anna:anna-secret' })
    expect(anna.json.userCtx.name).toBe('anna')
    await restored.server.close()
  }, 60_000)

  it('O9 has its name only when it is whole, and never overwrites anything', async () => {
    const server = await startTestServer({ folder: data() })
    await server.ask('PUT', '/t')
    const full = join(folder, 'full')
    expect((await backUp(full)).code).toBe(0)
    const again = await backUp(full)
    expect([again.code, again.output]).toEqual([1, expect.stringContaining('is not empty')])
    expect(existsSync(`${full}.building`)).toBe(false)

    writeFileSync(join(data(), 'databases/broken.sqlite'), 'no database at all')
    const broken = await backUp(join(folder, 'broken'))
    expect([broken.code, broken.output]).toEqual([1, expect.stringContaining('storage.damaged')])
    expect(existsSync(join(folder, 'broken'))).toBe(false)

    const nothing = await backUp(join(folder, 'x'), join(folder, 'nowhere'))
    expect([nothing.code, nothing.output]).toEqual([1, expect.stringContaining('no data of a server')])
    await server.server.close()
  }, 60_000)
})
