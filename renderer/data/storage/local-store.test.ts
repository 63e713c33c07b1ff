import { createRxDatabase } from 'rxdb'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { expect, it } from 'vitest'
import { openLocalStore } from './local-store.ts'
import './open-database.ts'

it('what is asked of one key at once happens in that order, and nothing of it fails', async () => {
  const database = await createRxDatabase({
    name: 'local-store',
    storage: getRxStorageMemory(),
    localDocuments: true,
  })
  const local = await openLocalStore(database)
  await local.put('refused/a', { code: 'x' })
  // A document that was refused is taken at last: two looks at the store find it out at the same time.
  await Promise.all([local.remove('refused/a'), local.remove('refused/a')])
  expect(local.get('refused/a')).toBeUndefined()
  await Promise.all([
    local.put('refused/a', { code: 'y' }),
    local.remove('refused/a'),
    local.put('refused/a', { code: 'z' }),
  ])
  expect(local.get('refused/a')).toEqual({ code: 'z' })
  local.close()
  await database.close()
})
