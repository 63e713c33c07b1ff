import { describe, expect, it } from 'vitest'
import { toWire, type WireDocument } from '#shared/contract/couch.ts'
import { protocolHeader } from '#shared/contract/protocol-version.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { testContext, testPatient, testVisit, waitFor } from '../../renderer/data/testing/test-workplace.ts'
import { clinic } from './line.ts'
import { setStage } from './stage.ts'

const context = testContext('one')
const stage = setStage()
const ours = { [protocolHeader]: '1', 'content-type': 'application/json' }
const portal = '<html><body>Войдите в сеть</body></html>'

/** What stands in the middle of the line, and what the workplace says of it. */
const faults: [string, () => Response, ErrorCode][] = [
  [
    '401',
    () => new Response('{"error":"unauthorized","reason":"x"}', { status: 401, headers: ours }),
    'session.expired',
  ],
  [
    '403',
    () => new Response('{"error":"forbidden","reason":"x"}', { status: 403, headers: ours }),
    'session.forbidden',
  ],
  ['429', () => new Response('', { status: 429 }), 'server.too-many-requests'],
  ['500', () => new Response('{}', { status: 500, headers: ours }), 'server.unavailable'],
  ['503', () => new Response('', { status: 503 }), 'server.unavailable'],
  ['a portal page with 200', () => new Response(portal, { status: 200 }), 'network.not-our-server'],
  ['a portal page with 401', () => new Response(portal, { status: 401 }), 'network.not-our-server'],
  ['cut JSON', () => new Response('{"results":[{"se', { headers: ours }), 'network.malformed-answer'],
  ['an empty body', () => new Response('', { headers: ours }), 'network.malformed-answer'],
  [
    'JSON of something else',
    () => new Response('{"hello":1}', { headers: ours }),
    'network.malformed-answer',
  ],
]

describe('the live feed', () => {
  it.each(faults)('T2: %s in the feed and in a push shows and passes', async (_name, fault, code) => {
    const server = await stage.server()
    const { data, line } = await stage.station('one', () => server)
    await waitFor(data.sync.status, (status) => status.phase === 'idle')
    line.request = fault
    data.sync.retryNow()
    const patient = testPatient(context)
    await data.patients.save(patient)
    const failing = await waitFor(
      data.sync.status,
      (status) => status.problem?.code === code && status.onlyHere === 1,
    )
    expect(failing.phase).not.toBe('idle')
    line.request = undefined
    data.sync.retryNow()
    await waitFor(data.sync.status, (status) => status.onlyHere === 0 && status.problem === undefined)
    const visit = testVisit(context, patient.id)
    await server.ask('POST', `/${clinic}/_bulk_docs`, { docs: [toWire(visit)] })
    await waitFor(data.visits.watchOfPatient(patient.id), (visits) => visits.length === 1)
  })

  it('T11: one longpoll serves all collections', async () => {
    const server = await stage.server()
    const { data, line } = await stage.station('one', () => server)
    await waitFor(data.sync.status, (status) => status.phase === 'idle')
    const patient = testPatient(context)
    const documents: WireDocument[] = [toWire(patient), toWire(testVisit(context, patient.id))]
    await server.ask('POST', `/${clinic}/_bulk_docs`, { docs: documents })
    await waitFor(data.visits.watchOfPatient(patient.id), (visits) => visits.length === 1)
    await waitFor(data.patients.watch(patient.id), (value) => value !== undefined)
    const polls = line.asked.filter((each) => each.includes('feed=longpoll'))
    // One that brought the news, one that waits now, one more at most when the batch came in two pieces.
    expect(polls.length).toBeLessThanOrEqual(3)
  })

  it('T4: catching up reads to the true end, in shared pages, and not again after a restart', async () => {
    const server = await stage.server()
    const patients = Array.from({ length: 1200 }, () => testPatient(context))
    const visits = patients.map((patient) => testVisit(context, patient.id))
    const mixed = patients.flatMap((patient, index) => [toWire(patient), toWire(visits[index]!)])
    await server.ask('POST', `/${clinic}/_bulk_docs`, { docs: mixed })
    const first = await stage.station('one', () => server)
    await waitFor(first.data.sync.status, (status) => status.phase === 'idle', 15_000)
    const list = await waitFor(first.data.patients.watchAll(), (all) => all.length === 1200)
    expect(list).toHaveLength(1200)
    expect(await first.data.visits.get(visits[1199]!.id)).toBeDefined()
    const pages = first.line.asked.filter((each) => each.includes('feed=normal'))
    // Pages of 2,400 documents, and what a first load asks once: head, number, an empty look into each lane.
    expect(pages.length).toBeLessThanOrEqual(10)
    await first.close()
    const again = await stage.station('one', () => server, first.disk)
    await waitFor(again.data.sync.status, (status) => status.phase === 'idle')
    expect(again.line.asked.filter((each) => each.includes('feed=normal')).length).toBeLessThanOrEqual(2)
    expect(again.line.asked[0]).not.toMatch(/since=0(&|$)/)
  })

  it('T7: every id a document may have comes through look-ups, pushes and the feed unchanged', async () => {
    const server = await stage.server()
    const one = await stage.station('one', () => server)
    const two = await stage.station('two', () => server)
    const ids = ['patient:a.b', 'patient:a_b', 'patient:a-b', 'patient:A', 'patient:a', 'patient:constructor']
    await one.data.patients.save(...ids.map((id) => testPatient(context, { id, note: id })))
    const seen = await waitFor(two.data.patients.watchAll(), (all) => all.length === ids.length)
    for (const patient of seen) expect(patient.note).toBe(patient.id)
    for (const id of ids) expect((await two.data.patients.get(id))?.note).toBe(id)
  })
})
