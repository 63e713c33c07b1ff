import { expect, it } from 'vitest'
import type { Database } from '../store/store.ts'
import { partsInOrder } from './bulk-get.ts'

it('C12 reads each part of a multipart answer when the one before has left', () => {
  const read: string[] = []
  const readRevision = (id: string, rev: string) => {
    read.push(id)
    return { id, rev, deleted: false, body: '' }
  }
  const database = { readRevision, latest: () => [] } as unknown as Database
  const asked = ['a', 'b', 'c'].map((id) => ({ id, rev: '1-a', since: [] }))
  const options = { revs: false, latest: false, attachments: false, encodings: false }
  const parts = partsInOrder(database, asked, options)
  expect(parts.next().value).toMatchObject({ id: 'a', rev: '1-a' })
  expect(read).toEqual(['a'])
  expect([...parts]).toHaveLength(2)
})
