import { describe, expect, it } from 'vitest'
import { toWire } from '#shared/contract/couch.ts'
import { testContext, testPatient, testVisit, waitFor } from '../../renderer/data/testing/test-workplace.ts'
import { clinic } from './line.ts'
import { oldClinic } from './old-clinic.ts'
import { setStage } from './stage.ts'

const context = testContext('one')
const stage = setStage()

const typesOf = (body: string): string[] =>
  (JSON.parse(body) as { results: { id: string }[] }).results.map(({ id }) => id.split(':')[0]!)

describe('the first load', () => {
  it('brings patients first, then this year, then the year before, each document once, and never goes back', async () => {
    const server = await stage.server()
    const { patients, past, before, now } = await oldClinic(server)
    const { data, line } = await stage.station('one', () => server)
    const pages: string[][] = []
    line.answer = async (method, _path, response) => {
      if (method !== 'POST') return response
      const body = await response.text()
      pages.push(typesOf(body))
      return new Response(body, response)
    }
    const done: number[] = []
    data.sync.status.subscribe(({ progress }) => progress && done.push(progress.done))
    await waitFor(data.sync.status, ({ phase }) => phase === 'idle', 20_000)
    const order = pages.flat()
    expect(order.lastIndexOf('patient')).toBeLessThan(order.indexOf('visit'))
    expect(order.filter((type) => type === 'visit')).toHaveLength(40 * 5)
    expect(done).toEqual([...done].sort((a, b) => a - b))
    for (const visit of [before[0]!, before.at(-1)!, now[0]!])
      expect(await data.visits.get(visit.id)).toEqual(visit)
    expect(await data.visits.get(past[0]!.id)).toBeUndefined()
    expect(await waitFor(data.patients.watchAll(), (all) => all.length === patients.length)).toHaveLength(40)
    // The feed itself brings nothing of it a second time.
    const feed = line.asked.filter((each) => each.startsWith('GET') && each.includes('since=0'))
    expect(feed.filter((each) => !each.includes('limit=1&'))).toEqual([])
  })

  it('lets people work while the past is still coming, and brings a card’s past when it is opened', async () => {
    const server = await stage.server()
    const { patients, past } = await oldClinic(server)
    const { data, line } = await stage.station('one', () => server)
    let lanes = 0
    // The lanes of the past do not come through.
    line.sent = (path, body) => {
      if (!path.includes('_selector') || body.includes('"patientId"')) return undefined
      lanes += 1
      return lanes > 2 ? new Response('', { status: 503 }) : undefined
    }
    const list = await waitFor(data.patients.watchAll(), (all) => all.length === 40)
    await waitFor(data.sync.status, ({ problem }) => problem !== undefined)
    const patient = list[0]!
    const mine = testVisit(context, patient.id)
    await data.visits.save(mine)
    await waitFor(data.sync.status, ({ onlyHere }) => onlyHere === 0)
    // What others write now comes at once.
    const news = testPatient(context)
    await server.ask('POST', `/${clinic}/_bulk_docs`, { docs: [toWire(news)] })
    await waitFor(data.patients.watch(news.id), (value) => value !== undefined)
    const other = patients.find(({ id }) => id !== patient.id)!
    const ofPatient = past.filter(({ patientId }) => patientId === patient.id)
    await waitFor(data.visits.watchOfPatient(patient.id), (all) => all.length === 16)
    expect(await data.visits.get(ofPatient[0]!.id)).toEqual(ofPatient[0])
    expect((await data.visits.ofPatient(other.id)).length).toBe(2)
    line.sent = undefined
    data.sync.retryNow()
    await waitFor(data.sync.status, ({ phase }) => phase === 'idle', 20_000)
    expect((await data.visits.ofPatient(other.id)).length).toBe(5)
  })

  it('goes on after a kill where it was, and keeps what was edited meanwhile', async () => {
    const server = await stage.server()
    const { patients, before } = await oldClinic(server)
    const first = await stage.station('one', () => server)
    let lanes = 0
    first.line.sent = (path) =>
      path.includes('_selector') && ++lanes > 2 ? new Response('', { status: 503 }) : undefined
    await waitFor(first.data.patients.watchAll(), (all) => all.length === 40)
    await waitFor(first.data.sync.status, ({ problem }) => problem !== undefined)
    const edited = { ...patients[3]!, note: 'правка', updatedAt: context.hybridClock.next() }
    first.line.cut(true)
    await first.data.saveAll([edited], [patients[3]!])
    await first.close()
    const again = await stage.station('one', () => server, first.disk)
    await waitFor(again.data.sync.status, ({ phase, onlyHere }) => phase === 'idle' && onlyHere === 0, 20_000)
    const lanesAgain = again.line.asked.filter((each) => each.includes('_selector'))
    expect(lanesAgain.length).toBeLessThanOrEqual(4)
    expect((await again.data.patients.get(edited.id))?.note).toBe('правка')
    expect((await server.ask('GET', `/${clinic}/${edited.id}`)).json).toMatchObject({ note: 'правка' })
    for (const visit of [before[0]!, before.at(-1)!])
      expect(await again.data.visits.get(visit.id)).toEqual(visit)
    await again.close()
    const third = await stage.station('one', () => server, first.disk)
    await waitFor(third.data.sync.status, ({ phase }) => phase === 'idle')
    expect(third.line.asked.filter((each) => each.includes('_selector'))).toEqual([])
  })

  it('reads the feed from its beginning where the server cannot choose', async () => {
    const server = await stage.server()
    const { past } = await oldClinic(server)
    const { data, line } = await stage.station('one', () => server)
    line.sent = (path) =>
      path.includes('_selector')
        ? new Response('{"error":"not_found","reason":"missing filter"}', {
            status: 404,
            headers: { 'lekar-protocol': '1', 'content-type': 'application/json' },
          })
        : undefined
    await waitFor(data.sync.status, ({ phase }) => phase === 'idle', 20_000)
    expect(await data.visits.get(past[0]!.id)).toEqual(past[0])
    // Nothing is left on the server, and nothing says so.
    await waitFor(data.history.ofStation, ({ kind }) => kind === 'whole')
  })
})
