import { OPEN_COLLECTIONS, type RxDatabase, type RxStorage } from 'rxdb'
import { afterEach, expect, it } from 'vitest'
import { newDisk, testStorage } from '../testing/test-workplace.ts'
import { readLocalRows } from './local-rows.ts'
import { type OpenDatabase, openDatabase } from './open-database.ts'

const opened: OpenDatabase[] = []
afterEach(async () => {
  for (const { local, rxdb } of opened.splice(0)) {
    local.close()
    await rxdb.close()
  }
})

/** Two windows of one PC. */
async function twoWindows() {
  const disk = newDisk()
  const handler = () => ({ isEqual: () => true, resolve: async () => ({}) as never })
  const open = async (name: string) => {
    OPEN_COLLECTIONS.clear()
    const made = await testStorage(disk)
    // RxDB takes a second database of one name in one program for a mistake; of another storage it is another window.
    const storage = { ...made.storage, name } as RxStorage<unknown, unknown>
    const database = await openDatabase('windows', { ...made, storage }, true, handler)
    opened.push(database)
    return database
  }
  return [await open('one'), await open('other')] as const
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const onDisk = async (rxdb: RxDatabase, key: string) =>
  (await readLocalRows(rxdb)).find(({ id }) => id === key)?.data

it('two windows that write one key in one moment hold what lies on the disk, whoever was told last', async () => {
  const [one, other] = await twoWindows()
  for (let turn = 0; turn < 40; turn++) {
    const key = `draft/${turn}`
    await one.local.put(key, { text: 'before' })
    await wait(20)
    const change = () => (turn % 2 ? one.local.remove(key) : one.local.put(key, { text: 'one' }))
    await Promise.all([other.local.put(key, { text: 'other' }), wait(turn % 5).then(change)])
    await wait(40)
    const there = await onDisk(one.rxdb, key)
    expect([one.local.get(key), other.local.get(key)]).toEqual([there, there])
  }
}, 20_000)
