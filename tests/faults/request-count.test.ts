import { describe, expect, it } from 'vitest'
import { toWire } from '#shared/contract/couch.ts'
import { testContext, testPatient, testVisit, waitFor } from '../../renderer/data/testing/test-workplace.ts'
import { clinic } from './line.ts'
import { setStage } from './stage.ts'

const context = testContext('two')
const stage = setStage()

describe('the number of requests', () => {
  it.each([500, 1500])('catching up %i patients and as many visits costs a few pages', async (count) => {
    const server = await stage.server()
    const first = await stage.station('one', () => server)
    await waitFor(first.data.sync.status, ({ phase }) => phase === 'idle')
    await first.close()
    const patients = Array.from({ length: count }, () => testPatient(context))
    const docs = patients.flatMap((patient) => [toWire(patient), toWire(testVisit(context, patient.id))])
    await server.ask('POST', `/${clinic}/_bulk_docs`, { docs })
    const { data, line } = await stage.station('one', () => server, first.disk)
    await waitFor(data.patients.watchAll(), (all) => all.length === count, 20_000)
    await waitFor(data.sync.status, ({ phase }) => phase === 'idle')
    // Pages of 250, 500, 1,000, 2,000 as the line allows; never one a collection.
    expect(line.asked.length).toBeLessThanOrEqual(3 + Math.ceil((2 * count) / 500))
  })

  it('a station at rest keeps the one feed and asks nothing else', async () => {
    const server = await stage.server()
    const { data, line } = await stage.station('one', () => server)
    await waitFor(data.sync.status, ({ phase }) => phase === 'idle')
    // What belongs to the start may be long in coming on a busy machine; who asks now and then is never silent for so long.
    let more: string[] = ['something']
    for (let round = 0; round < 10 && more.length > 0; round++) {
      const asked = line.asked.length
      await new Promise((resolve) => setTimeout(resolve, 3_000))
      more = line.asked.slice(asked)
    }
    expect(more).toEqual([])
    expect(line.asked.at(-1)).toContain('feed=longpoll')
  })
})

describe('a line that cuts', () => {
  it('pages of the feed become smaller until they come through', async () => {
    const server = await stage.server()
    const first = await stage.station('one', () => server)
    await waitFor(first.data.sync.status, ({ phase }) => phase === 'idle')
    await first.close()
    const docs = Array.from({ length: 400 }, () => toWire(testPatient(context)))
    await server.ask('POST', `/${clinic}/_bulk_docs`, { docs })
    const { data, line } = await stage.station('one', () => server, first.disk)
    const limits: number[] = []
    line.request = (_method, path) => {
      if (!path.includes('feed=normal')) return undefined
      const limit = Number(new URL(path, 'http://server').searchParams.get('limit'))
      limits.push(limit)
      if (limit > 100) throw new TypeError('cut')
      return undefined
    }
    const hurrying = setInterval(() => data.sync.retryNow(), 100)
    try {
      await waitFor(data.patients.watchAll(), (all) => all.length === 400, 15_000)
    } finally {
      clearInterval(hurrying)
    }
    expect(Math.min(...limits)).toBeLessThanOrEqual(100)
  })
})
