import { expect, it } from 'vitest'
import type { ChangesQuery, Database } from '../store/store.ts'
import type { ChangesRequest } from './changes-request.ts'
import { changesInSteps, firstMatchAfter } from './changes-stream.ts'

/** A database of so many documents, which notes what it was asked. */
function counted(documents: number) {
  const asked: ChangesQuery[] = []
  const changes = (query: ChangesQuery) => {
    asked.push(query)
    const { since, upTo, limit, filter } = query
    const numbers = Array.from({ length: upTo - since }, (_, at) => since + at + 1)
    const found = numbers.filter((n) => !filter || filter({ n })).slice(0, limit)
    const complete = found.length < limit
    return {
      text: Buffer.from(found.join(',\n')),
      count: found.length,
      lastSeq: complete ? upTo : found.at(-1)!,
      complete,
    }
  }
  const database = { updateNumber: documents, epoch: 'e', changes, pendingAfter: () => 0 }
  return { asked, database: database as unknown as Database }
}
const request = (query: Partial<ChangesQuery>) =>
  ({ query: { since: 0, limit: 10_000, ...query } }) as unknown as ChangesRequest

it('C18 rows with contents of attachments are read one by one', async () => {
  const { asked, database } = counted(3)
  let text = ''
  for await (const part of changesInSteps(database, request({ attachments: true }))) text += String(part)
  expect(text).toContain('1,\n2,\n3')
  expect(Math.max(...asked.map(({ limit }) => limit))).toBe(1)
})

it('C10 a filter that lets nothing through is asked in steps, others being served between them', async () => {
  const { asked, database } = counted(1700)
  const matchFrom = async (wanted: number) => {
    asked.length = 0
    return firstMatchAfter(database, request({ filter: ({ n }) => n === wanted }))
  }
  expect(await matchFrom(0)).toBe(1500)
  expect(asked.map(({ since, upTo }) => [since, upTo])).toEqual([
    [0, 500],
    [500, 1000],
    [1000, 1500],
  ])
  expect(await matchFrom(700)).toBe(500)
  expect(await matchFrom(1600)).toBe(1500)
})
