import { expect, it } from 'vitest'
import type { ChangesRows, Database } from '../store/store.ts'
import { rememberOwn, withoutOwnBodies } from './own-rows.ts'

it('C23 whoever makes up programs without end is remembered with the newest, and drives nobody out', () => {
  const database = {} as Database
  const write = (program: string) => rememberOwn(database, program, [{ id: 'a', rev: '1-a' }], 0)
  write('doctor aaaaaaaa')
  for (let made = 0; made < 2100; made++) write(`eva word${made}`)
  const text = Buffer.from('{"seq":"1-e","id":"a","changes":[{"rev":"1-a"}],"doc":{"_id":"a"}}')
  const rows: ChangesRows = { text, count: 1, lastSeq: 1, complete: true }
  const isKnown = (program: string): boolean =>
    withoutOwnBodies(database, program, rows, { nowMs: 0, longestRestMs: 60_000 }).rows !== rows
  const programs = ['doctor aaaaaaaa', 'eva word2099', 'eva word2080', 'eva word2079']
  expect(programs.map(isKnown)).toEqual([true, true, true, false])
})
