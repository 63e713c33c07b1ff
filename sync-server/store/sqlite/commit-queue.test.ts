import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { IncomingDocument } from '../store.ts'
import { createCommitQueue } from './commit-queue.ts'
import { createFile, openFile } from './file.ts'
import { databaseLayout } from './layout.ts'
import { openSqliteDatabase } from './sqlite-database.ts'

let folder: string
let file: DatabaseSync
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lekar-queue-'))
  const path = join(folder, 't.sqlite')
  createFile(
    path,
    1,
    `${databaseLayout}; INSERT INTO setting VALUES ('epoch', 'ab'), ('createdAt', '2026-11-22T00:00:00Z')`,
  )
  file = openFile(path, 1)
})
afterEach(() => {
  if (file.isOpen) file.close()
  rmSync(folder, { recursive: true, force: true })
})

const incoming = (id: string, body = ''): IncomingDocument => ({
  id,
  rev: undefined,
  deleted: false,
  revisions: undefined,
  body,
  fields: {},
})

describe('the commit queue', () => {
  it('D2 commits writers that wait together in one transaction, and answers after it', async () => {
    const commits: number[] = []
    let running = 0
    const queue = createCommitQueue(file, {
      committed: () => commits.push(running),
      rolledBack: () => undefined,
    })
    const answers = Array.from({ length: 50 }, (_, index) =>
      queue.add(() => {
        expect(file.isTransaction).toBe(true)
        return ++running + index * 0
      }),
    )
    const first = answers[0]!.then(() => expect(file.isTransaction).toBe(false))
    expect(await Promise.all(answers)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
    await first
    expect(commits).toEqual([50])
  })

  it('D2 waits for writers that come turn by turn, no longer than a commit takes', async () => {
    let clockMs = 0
    let commits = 0
    const queue = createCommitQueue(file, {
      committed: () => commits++,
      rolledBack: () => undefined,
      nowMs: () => clockMs,
    })
    const comeByTurns = async (msATurn: number): Promise<void> => {
      const answers = []
      for (let writer = 0; writer < 20; writer++) {
        answers.push(queue.add(() => (clockMs += 0.1)))
        clockMs += msATurn
        await new Promise((resolve) => setImmediate(resolve))
      }
      await Promise.all(answers)
    }
    await comeByTurns(0)
    expect(commits).toBe(1)
    commits = 0
    await comeByTurns(10)
    expect(commits).toBe(20)
  })

  it('D2 lets one failing writer fail alone', async () => {
    const queue = createCommitQueue(file, { committed: () => undefined, rolledBack: () => undefined })
    const write = (name: string) => () => file.prepare('INSERT INTO setting VALUES (?, 1)').run(name)
    const results = await Promise.allSettled([
      queue.add(write('a')),
      queue.add(write('epoch')),
      queue.add(write('b')),
    ])
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(file.prepare(`SELECT count(*) AS n FROM setting WHERE name IN ('a', 'b')`).get()?.n).toBe(2)
  })

  it('commits what waits when it is closed, and takes nothing after that', async () => {
    const queue = createCommitQueue(file, { committed: () => undefined, rolledBack: () => undefined })
    const waiting = queue.add(() => 'done')
    queue.close()
    expect(await waiting).toBe('done')
    await expect(queue.add(() => 'late')).rejects.toThrow('closed')
  })
})

describe('a database on a full disk', () => {
  it('D3 refuses the write as storage.full, keeps what was there, and goes on reading and counting', async () => {
    const database = openSqliteDatabase('t', file)
    await database.write([incoming('before', ',"a":1')], { newEdits: true })
    const before = database.info()
    file.exec(`PRAGMA max_page_count = ${file.prepare('PRAGMA page_count').get()?.page_count}`)
    const large = incoming('large', `,"text":"${randomBytes(150_000).toString('base64')}"`)
    await expect(database.write([incoming('small'), large], { newEdits: true })).rejects.toMatchObject({
      code: 'storage.full',
    })
    expect(database.info()).toEqual(before)
    expect(database.read('before')?.body).toBe(',"a":1')
    expect(database.read('small')).toBeUndefined()
    file.exec('PRAGMA max_page_count = 100000')
    expect(await database.write([incoming('after')], { newEdits: true })).toMatchObject([{ id: 'after' }])
    expect(
      database.changes({
        since: 0,
        upTo: database.updateNumber,
        limit: 9,
        descending: false,
        allLeaves: false,
        includeDocs: false,
      }).lastSeq,
    ).toBe(2)
  })
})

describe('a database whose first dictionary was rolled back', () => {
  it('D9 D3 packs nothing against it', async () => {
    const database = openSqliteDatabase('t', file)
    const body = (n: number): string => `,"n":${n},"text":"${'жалобы на кашель, слабость '.repeat(20)}"`
    const batch = Array.from({ length: 20 }, (_, n) => incoming(`a${n}`, body(n)))
    const pages = Number(file.prepare('PRAGMA page_count').get()?.page_count)
    file.exec(`PRAGMA max_page_count = ${pages + 12}`)
    const noise = incoming('large', `,"noise":"${randomBytes(200_000).toString('base64')}"`)
    await expect(database.write([...batch, noise], { newEdits: true })).rejects.toThrow('storage.full')
    file.exec('PRAGMA max_page_count = 100000')
    for (const one of batch) await database.write([one], { newEdits: true })
    const again = openSqliteDatabase('t', file)
    for (let n = 0; n < batch.length; n++) expect(again.read(`a${n}`)?.body).toBe(body(n))
  })
})

describe('a database file', () => {
  it('is durable: write-ahead log, an fsync for every commit', () => {
    expect(file.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
    expect(file.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 })
  })

  it('D4 is refused when it is of a newer layout', () => {
    file.exec('PRAGMA user_version = 2')
    file.close()
    expect(() => openFile(join(folder, 't.sqlite'), 1)).toThrow('storage.newer-version')
  })
})
