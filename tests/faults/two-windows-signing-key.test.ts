import { IDBFactory } from 'fake-indexeddb'
import { expect, it } from 'vitest'
import { indexedDbSigningKeys } from '../../renderer/features/session/index.ts'

type Key = NonNullable<Awaited<ReturnType<ReturnType<typeof indexedDbSigningKeys>['get']>>>

it('keeps the key that is there first where two windows sign in at once', async () => {
  const shelf = indexedDbSigningKeys(new IDBFactory())
  const made = (at: number) => ({
    place: 'doctor',
    locks: [{ sealed: new Uint8Array([at]) }] as Key['locks'],
  })
  const [first, second] = await Promise.all([shelf.put(made(1), undefined), shelf.put(made(2), undefined)])
  expect([first, second]).toEqual([made(1), made(1)])
  expect(await shelf.put(made(3), made(2))).toEqual(made(1))
  expect(await shelf.put(made(3), made(1))).toEqual(made(3))
  expect(await shelf.get('doctor')).toEqual(made(3))
})

it('lets a PC wipe itself while another window holds the keys open, and opens anew afterwards', async () => {
  const factory = new IDBFactory()
  const shelf = indexedDbSigningKeys(factory)
  const made = { place: 'doctor', locks: [{ sealed: new Uint8Array([1]) }] as Key['locks'] }
  await shelf.put(made, undefined)
  await new Promise<void>((resolve, reject) => {
    const request = factory.deleteDatabase('lekar-signing')
    request.onsuccess = () => resolve()
    request.onblocked = () => reject(new Error('waits for the window that holds it'))
  })
  expect(await shelf.get('doctor')).toBeUndefined()
  expect(await shelf.put(made, undefined)).toEqual(made)
})
