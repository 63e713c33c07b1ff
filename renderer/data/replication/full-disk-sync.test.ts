import { afterEach, expect, it } from 'vitest'
import { toWire } from '#shared/contract/couch.ts'
import { changedDisk } from '../testing/changed-disk.ts'
import { answer, createScriptedServer } from '../testing/scripted-server.ts'
import {
  newDisk,
  openStation,
  testContext,
  testPatient,
  testVisit,
  waitFor,
} from '../testing/test-workplace.ts'
import type { WorkplaceData } from '../workplace-data.ts'

const context = testContext('full')
const open: WorkplaceData[] = []
afterEach(async () => {
  for (const data of open.splice(0)) await data.close()
})

/** A disk that has no room for the next writes of this kind. */
async function fullOnce(isMeant: (row: { id: string; data?: object }) => boolean) {
  const disk = newDisk()
  let left = 0
  const storage = await changedDisk(disk, (instance) => {
    const write = instance.bulkWrite.bind(instance)
    instance.bulkWrite = async (rows, why) => {
      if (left === 0 || !rows.some(({ document }) => isMeant(document as never))) return write(rows, why)
      left -= 1
      throw new DOMException('full', 'QuotaExceededError')
    }
  })
  return {
    disk,
    storage,
    fill: (writes = 1) => {
      left = writes
    },
    isOver: () => left === 0,
  }
}

it('a station whose disk had no room for a moment in its first load is filled all the same', async () => {
  const server = createScriptedServer()
  server.write(toWire(testPatient(context)))
  const { storage, fill, isOver } = await fullOnce(({ id }) => id === 'first-load')
  fill()
  const data = await openStation('a', newDisk(), server.fetch, { storage })
  open.push(data)
  await waitFor(data.sync.status, ({ phase }) => phase === 'idle', 10_000)
  expect(isOver()).toBe(true)
  await waitFor(data.patients.watchAll(), (cards) => cards.length === 1)
})

it('a station whose disk had no room when the server came back from a backup follows its feed all the same', async () => {
  const server = createScriptedServer()
  server.write(toWire(testPatient(context)))
  const { storage, fill, isOver } = await fullOnce(({ id }) => id.startsWith('inbox:notice-'))
  const data = await openStation('a', newDisk(), server.fetch, { storage })
  open.push(data)
  await waitFor(data.sync.status, ({ phase }) => phase === 'idle')
  fill()
  // It has lost nothing.
  server.fault = (_method, url) => (url.includes('/_revs_diff') ? answer(200, {}) : undefined)
  server.epoch = 'b2'
  data.sync.retryNow()
  await expect.poll(isOver).toBe(true)
  // Nobody writes here, so nothing but the live feed brings it.
  server.write(toWire(testPatient(context)))
  await waitFor(data.patients.watchAll(), (cards) => cards.length === 2, 10_000)
})

it('a station whose disk had no room to note who is seen again gets what the feed brings all the same', async () => {
  const server = createScriptedServer()
  const { storage, fill, isOver } = await fullOnce(({ id }) => id.startsWith('visit:'))
  server.guard = ({ type }) =>
    type === 'visit' ? { error: 'forbidden', reason: 'scope.patient: this patient is not yours' } : undefined
  const data = await openStation('a', newDisk(), server.fetch, { storage })
  open.push(data)
  const card = testPatient(context)
  await data.visits.save(testVisit(context, card.id))
  await waitFor(data.sync.status, ({ refused, phase }) => phase === 'idle' && refused === 1)
  // The patient is seen now, so the visit is written once more to go again.
  fill()
  server.write(toWire(card))
  await expect.poll(isOver).toBe(true)
  await waitFor(data.patients.watchAll(), (cards) => cards.length === 1, 10_000)
})

it('what the feed brought while the disk had no room comes after a restart', async () => {
  const server = createScriptedServer()
  server.write(toWire(testPatient(context)))
  const { disk, storage, fill, isOver } = await fullOnce(({ id }) => id.startsWith('patient:'))
  const data = await openStation('a', disk, server.fetch, { storage })
  await waitFor(data.sync.status, ({ phase }) => phase === 'idle')
  await waitFor(data.patients.watchAll(), (cards) => cards.length === 1)
  fill(1)
  server.write(toWire(testPatient(context)))
  await expect.poll(isOver, { interval: 5 }).toBe(true)
  await new Promise((resolve) => setTimeout(resolve, 100))
  await data.close()
  const again = await openStation('a', disk, server.fetch)
  open.push(again)
  await waitFor(again.patients.watchAll(), (cards) => cards.length === 2, 10_000)
})
