import { expect, it } from 'vitest'
import { chunkBytes } from '#shared/contract/file-key.ts'
import type { CarriedFiles } from '../files/carried-files.ts'
import type { Unsent } from '../files/part-database.ts'
import type { StoredCollection } from '../storage/stored-document.ts'
import type { ExchangedState, ExchangeStore } from './exchange-store.ts'
import { fileState } from './file-rows.ts'
import { gatherFiles } from './gather-files.ts'

const idOf = (prefix: string, letter: string) => `${prefix}:${letter.repeat(43)}`
const waiting = (letter: string, chunks: number): Unsent => ({
  fileId: idOf('file', letter),
  parts: [...Array.from({ length: chunks }, (_, at) => `chunk:${letter}${at}`), idOf('file', letter)],
  since: '1',
})

/** What would be written for the station `two`. @param common what it is known to have */
async function gathered(
  unsent: Unsent[],
  mostChunks: number,
  common: (ExchangedState & { onServer: boolean })[] = [],
) {
  const files = {
    unsent: async () => new Map(unsent.map((file) => [file.fileId, file])),
    present: async (ids: string[]) => new Set(ids),
    partsOf: async () => undefined,
    read: async (ids: string[]) =>
      new Map(ids.map((id) => [id, { _id: id, patientId: 'patient:1', author: { id: 'p' }, data: 'AA==' }])),
  } as unknown as CarriedFiles
  const papers = {
    storageInstance: { getChangedDocumentsSince: async () => ({ documents: [], checkpoint: undefined }) },
  } as unknown as StoredCollection
  const exchange = {
    common: async () => new Map(common.map((state) => [state.document.id, state])),
  } as unknown as ExchangeStore
  const left = { count: 0 }
  const rows: string[] = []
  for await (const step of gatherFiles({ papers, exchange, files }, 'two', left, mostChunks * chunkBytes))
    rows.push(...step.rows.map(({ document }) => document.id.slice(0, 8)))
  return { rows, left: left.count }
}

it('one courier file holds so much of files and no more; the rest is counted, the largest goes alone', async () => {
  const many = [waiting('a', 2), waiting('b', 2), waiting('c', 2)]
  expect(await gathered(many, 6)).toEqual({
    rows: ['chunk:a0', 'chunk:a1', 'file:aaa', 'chunk:b0', 'chunk:b1', 'file:bbb'],
    left: 1,
  })
  expect(await gathered([waiting('a', 9), waiting('b', 1)], 4)).toMatchObject({ left: 1 })
  expect((await gathered([waiting('a', 9)], 4)).rows).toHaveLength(10)
})

it('what the other station has does not travel again', async () => {
  const known = { ...fileState(idOf('file', 'a')), onServer: false }
  expect(await gathered([waiting('a', 2), waiting('b', 1)], 9, [known])).toEqual({
    rows: ['chunk:b0', 'file:bbb'],
    left: 0,
  })
})
