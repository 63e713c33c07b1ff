import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDocumentCounts } from './document-counts.ts'

const newFile = (): DatabaseSync => {
  const file = new DatabaseSync(':memory:')
  file.exec(
    'CREATE TABLE document (seq INTEGER PRIMARY KEY, id INTEGER UNIQUE, deleted INTEGER NOT NULL); CREATE INDEX document_deleted ON document (deleted)',
  )
  return file
}

describe('the counts of documents', () => {
  it('C8 D3 are what counting gives, after writes, roll-backs and another start', () => {
    const step = fc.record({
      writes: fc.array(fc.tuple(fc.nat(300), fc.boolean(), fc.integer({ min: 1, max: 700 })), {
        maxLength: 12,
      }),
      rolledBack: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const file = newFile()
        const counts = createDocumentCounts(file)
        let seq = 0
        for (const { writes, rolledBack } of steps) {
          const before = seq
          file.exec('BEGIN')
          counts.begin()
          for (const [id, deleted, ahead] of writes) {
            seq += ahead
            const row = file.prepare('SELECT seq, deleted FROM document WHERE id = ?').get(id)
            file.prepare('INSERT OR REPLACE INTO document VALUES (?, ?, ?)').run(seq, id, deleted ? 1 : 0)
            counts.move(row && { seq: Number(row.seq), deleted: row.deleted === 1 }, { seq, deleted })
          }
          file.exec(rolledBack ? 'ROLLBACK' : 'COMMIT')
          if (rolledBack) counts.rollBack()
          if (rolledBack) seq = before
        }
        const count = (where: string): number =>
          Number(file.prepare(`SELECT count(*) AS n FROM document WHERE ${where}`).get()?.n)
        for (const each of [counts, createDocumentCounts(file)]) {
          expect(each.documents()).toBe(count('deleted = 0'))
          expect(each.tombstones()).toBe(count('deleted = 1'))
          for (const number of [0, 1, 1022, 1023, 1024, Math.floor(seq / 2), seq - 1, seq, seq + 5000])
            expect(each.after(number)).toBe(count(`seq > ${number}`))
        }
        file.close()
      }),
      { numRuns: 60 },
    )
  })
})
