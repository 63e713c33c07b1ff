import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { askServer } from '../contracts/running-server.ts'
import { runServer } from '../contracts/server-process.ts'

/** A disk of 6 MB. Needs Linux and the right to mount; elsewhere the page limit of the unit test stands for it. */
const folder = mkdtempSync(join(tmpdir(), 'lekar-full-'))
const mounted =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', folder]).status === 0
afterAll(() => {
  if (mounted) spawnSync('umount', [folder])
  rmSync(folder, { recursive: true, force: true })
})

describe('a server on a disk that is full', () => {
  it.skipIf(!mounted)('D3 answers 507, goes on reading, and writes again when there is room', async () => {
    const run = runServer(folder)
    const url = (await run.address)!
    const ask = (method: string, path: string, body?: unknown) => askServer(url, method, path, body, {})
    try {
      for (const name of ['/t', '/room']) expect((await ask('PUT', name)).status).toBe(201)
      const noise = () => Buffer.from(crypto.getRandomValues(new Uint8Array(50_000))).toString('base64')
      for (let n = 0; n < 20; n++) await ask('PUT', `/room/${n}`, { noise: noise() })
      const acknowledged = new Map<string, string>()
      let refused = 0
      for (let n = 0; refused < 3 && n < 400; n++) {
        const text = noise()
        const { status, json } = await ask('PUT', `/t/d${n}`, { text })
        if (status === 201) acknowledged.set(`d${n}`, text)
        else {
          expect([status, json.error]).toEqual([507, 'storage.full'])
          refused++
        }
      }
      expect(refused).toBe(3)
      expect(acknowledged.size).toBeGreaterThan(5)
      const { rows } = (await ask('GET', '/t/_all_docs?include_docs=true')).json
      const stored = rows.map((row: { doc: { _id: string; text: string } }) => [row.doc._id, row.doc.text])
      expect(new Map(stored)).toEqual(acknowledged)
      expect((await ask('GET', '/t')).json.doc_count).toBe(acknowledged.size)

      expect((await ask('DELETE', '/room')).status).toBe(200)
      expect((await ask('PUT', '/t/after', { text: noise() })).status).toBe(201)
    } finally {
      run.process.kill('SIGTERM')
      expect(await run.exit).toBe(0)
    }
  })
})
