import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { createAllDocsReader } from './all-docs-reader.ts'
import { databaseLayout } from './layout.ts'

const content = { includeDocs: false, attachments: false, conflicts: false }
const list = { ...content, space: 'all', inclusiveEnd: true, descending: false, limit: 2, skip: 0 } as const

const stocked = () => {
  const file = new DatabaseSync(':memory:')
  file.exec(databaseLayout)
  file.function('unpacked', (body) => body)
  const add = file.prepare(
    `INSERT INTO document (id, rev, deleted, history, body) VALUES (?, '1-a', ?, '', '')`,
  )
  for (const id of ['e', '_design/x', 'c', 'a', 'd', '_design/y', 'b']) add.run(id, id === 'c' ? 1 : 0)
  const asked: string[] = []
  const prepare = (sql: string) => {
    asked.push(sql)
    return file.prepare(sql)
  }
  const reader = createAllDocsReader({ prepare } as DatabaseSync)
  return { file, reader, asked }
}

describe('lists of documents by id', () => {
  it('C14 are read in the order of the index of ids, never sorted', () => {
    const { file, reader, asked } = stocked()
    reader.range({ ...list, startKey: 'b' })
    reader.range({ ...list, after: 'b', endKey: 'd' })
    reader.range({ ...list, space: 'design', descending: true })
    reader.documents({ from: '_design/', to: '_design0', limit: 9 })
    reader.documents({ from: '', limit: 9 })
    for (const sql of asked) {
      const plan = file.prepare(`EXPLAIN QUERY PLAN ${sql}`).all()
      expect([sql, plan.map(({ detail }) => detail).join('\n')]).toEqual([
        sql,
        expect.not.stringContaining('TEMP'),
      ])
    }
  })

  it('C14 say how many documents that are there lie before their first', () => {
    const { reader } = stocked()
    const offset = (more: object): number => reader.range({ ...list, ...more }).offset
    expect([
      offset({ startKey: 'a' }),
      offset({ startKey: 'd' }),
      offset({ startKey: 'zz', skip: 1 }),
    ]).toEqual([2, 4, 7])
    expect(offset({ startKey: 'b', descending: true })).toBe(2)
    expect(offset({ space: 'design', startKey: '_design/y' })).toBe(1)
    expect(reader.count('design')).toBe(2)
  })
})
