import { describe, expect, it } from 'vitest'
import { toWire } from '#shared/contract/couch.ts'
import { protocolHeader } from '#shared/contract/protocol-version.ts'
import { wireSchemaHeader } from '#shared/contract/wire-schema.ts'
import { newEnvelope } from '#shared/domain/common/command-context.ts'
import { createHybridClock, parseHybridTime } from '#shared/kit/hybrid-clock.ts'
import {
  newDisk,
  openStation,
  testContext,
  testPatient,
  waitFor,
} from '../../renderer/data/testing/test-workplace.ts'
import { clinic, createLine } from './line.ts'
import { setStage } from './stage.ts'

const stage = setStage()
const year = 365 * 24 * 3_600_000

describe('clocks', () => {
  it.each([
    ['three years ahead', 3 * year],
    ['a day behind', -24 * 3_600_000],
  ])('a PC %s is told, marks its records and keeps their order', async (_name, offMs) => {
    const server = await stage.server()
    const line = createLine(() => server)
    const clock = { now: () => Date.now() + offMs }
    const context = { ...testContext('wrong'), clock, hybridClock: createHybridClock(clock, 'wrong') }
    const data = await openStation('wrong', newDisk(), line.fetch, { clock, context })
    try {
      const { remarks } = await waitFor(data.sync.status, ({ remarks: said }) => said !== undefined)
      expect(remarks).toEqual([{ kind: 'clock-off', offMs: Math.round(offMs / 60_000) * 60_000 }])
      const patient = { ...testPatient(context), ...newEnvelope('patient', 1, context) }
      expect(Math.abs(patient.clockOffMs! - offMs)).toBeLessThan(30_000)
      expect(Math.abs(Date.parse(patient.createdAt) - clock.now())).toBeLessThan(30_000)
      expect(Math.abs(parseHybridTime(patient.updatedAt)!.timeMs - Date.now())).toBeLessThan(30_000)
      await data.patients.save(patient)
      await waitFor(data.sync.status, ({ onlyHere, phase }) => onlyHere === 0 && phase === 'idle')
      // Edited at a station whose clock is right: that edit is the later one here too.
      const right = testContext('right')
      right.hybridClock.observe(patient.updatedAt)
      expect(right.hybridClock.next() > patient.updatedAt).toBe(true)
    } finally {
      await data.close()
    }
  })

  it('a clock that is right gets no remark and no mark', async () => {
    const server = await stage.server()
    const { data } = await stage.station('one', () => server)
    const status = await waitFor(data.sync.status, ({ phase }) => phase === 'idle')
    expect(status.remarks).toBeUndefined()
    expect(newEnvelope('patient', 1, testContext('one'))).not.toHaveProperty('clockOffMs')
  })
})

/** The server's answer with another header. */
const withHeader = (name: string, value: string) => (_method: string, _path: string, response: Response) => {
  const headers = new Headers(response.headers)
  headers.set(name, value)
  return new Response(response.body, { status: response.status, headers })
}

describe('the link', () => {
  it('a proxy that cuts at 60 s is no outage: said once, and asked around', async () => {
    const server = await stage.server()
    const line = createLine(() => server)
    let shiftMs = 0
    const clock = { now: () => Date.now() + shiftMs }
    const data = await openStation('one', newDisk(), line.fetch, { clock })
    const polls = () => line.asked.filter((each) => each.includes('feed=longpoll'))
    // A longpoll is open as soon as the server has begun to answer it.
    let opened = 0
    line.answer = (_method, path, response) => {
      if (path.includes('feed=longpoll')) opened += 1
      return response
    }
    const isOpen = (count: number) =>
      expect.poll(() => opened >= count && opened === polls().length).toBe(true)
    try {
      await waitFor(data.sync.status, ({ phase }) => phase === 'idle')
      const problems: unknown[] = []
      data.sync.status.subscribe(({ problem }) => problem && problems.push(problem))
      await isOpen(1)
      for (const round of [1, 2]) {
        shiftMs += 60_000
        line.cut(true)
        line.cut(false)
        await isOpen(round + 1)
      }
      const { remarks } = await waitFor(data.sync.status, ({ remarks: said }) => said !== undefined)
      expect(remarks).toMatchObject([{ kind: 'line-cuts', afterMs: 60_000 }])
      expect(problems).toEqual([])
      expect(polls().at(-1)).toMatch(/timeout=5\d{4}/)
      const patient = testPatient(testContext('two'))
      await server.ask('POST', `/${clinic}/_bulk_docs`, { docs: [toWire(patient)] })
      await waitFor(data.patients.watch(patient.id), (value) => value !== undefined)
    } finally {
      await data.close()
    }
  })

  it.each([
    ['no network at all', false, 'network.none'],
    ['a network without the server', true, 'network.unreachable'],
  ] as const)('%s is said as that', async (_name, network, code) => {
    const server = await stage.server()
    const line = createLine(() => server)
    line.cut(true)
    const data = await openStation('one', newDisk(), line.fetch, { hasNetwork: () => network })
    try {
      const status = await waitFor(data.sync.status, ({ problem }) => problem !== undefined)
      expect(status).toMatchObject({ phase: 'offline', problem: { code } })
    } finally {
      await data.close()
    }
  })
})

describe('versions apart', () => {
  it('A16: a server too old for this workplace: it works locally, says one sentence, and goes on by itself', async () => {
    const server = await stage.server()
    const { data, line } = await stage.station('one', () => server)
    await waitFor(data.sync.status, ({ phase }) => phase === 'idle')
    line.answer = withHeader(protocolHeader, '0')
    data.sync.retryNow()
    const patient = testPatient(testContext('one'))
    await data.patients.save(patient)
    await waitFor(data.sync.status, ({ problem }) => problem?.code === 'server.too-old')
    expect(await data.patients.get(patient.id)).toEqual(patient)
    line.answer = undefined
    data.sync.retryNow()
    await waitFor(data.sync.status, ({ onlyHere, problem }) => onlyHere === 0 && !problem)
  })

  it('A16: a workplace too old for the server is told so, and loses nothing', async () => {
    const server = await stage.server()
    const { data, line } = await stage.station('one', () => server)
    await waitFor(data.sync.status, ({ phase }) => phase === 'idle')
    const old = { headers: { [protocolHeader]: '0' } }
    const direct = await fetch(`${server.url}/${clinic}/_changes`, old)
    expect(direct.status).toBe(426)
    line.request = () =>
      new Response('{"error":"upgrade_required","reason":"x"}', {
        status: 426,
        headers: { [protocolHeader]: '2' },
      })
    data.sync.retryNow()
    await data.patients.save(testPatient(testContext('one')))
    const status = await waitFor(
      data.sync.status,
      (each) => each.problem?.code === 'workplace.too-old' && each.onlyHere === 1,
    )
    expect(status.phase).toBe('error')
    line.request = undefined
    data.sync.retryNow()
    await waitFor(data.sync.status, ({ onlyHere }) => onlyHere === 0)
  })

  it('T5: fields of a newer version are kept, also when an old workplace edits the document', async () => {
    const server = await stage.server()
    const { data, line } = await stage.station('one', () => server)
    line.answer = withHeader(wireSchemaHeader, '99')
    data.sync.retryNow()
    await waitFor(data.sync.status, ({ remarks }) => remarks?.[0]?.kind === 'newer-documents')
    line.answer = undefined
    const newer = {
      ...testPatient(testContext('two')),
      organDonor: { consent: 'да', since: 2031 },
      schemaVersion: 7,
    }
    const report = { _id: 'hologram:1', type: 'hologram', schemaVersion: 1, clinicId: 'demo' }
    await server.ask('POST', `/${clinic}/_bulk_docs`, { docs: [toWire(newer), report] })
    const seen = await waitFor(data.patients.watch(newer.id), (value) => value !== undefined)
    await data.saveAll([{ ...seen!, note: 'правка' }], [seen!])
    await waitFor(data.sync.status, ({ onlyHere, phase }) => onlyHere === 0 && phase === 'idle')
    const { json } = await server.ask('GET', `/${clinic}/${newer.id}`)
    expect(json).toMatchObject({ note: 'правка', organDonor: newer.organDonor, schemaVersion: 7 })
  })
})
