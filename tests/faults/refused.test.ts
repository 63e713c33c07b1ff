import { describe, expect, it } from 'vitest'
import { handOver, resolveItem } from '#shared/domain/inbox/inbox.commands.ts'
import { testContext, testPatient, testVisit, waitFor } from '../../renderer/data/testing/test-workplace.ts'
import { clinic } from './line.ts'
import { setStage } from './stage.ts'

const context = testContext('one')
const stage = setStage()

describe('refused documents', () => {
  it('T1: a refused, an oversized and a malformed document do not stop the others, and each is shown', async () => {
    const server = await stage.server({ limits: { documentBytes: 200_000 } })
    const { data } = await stage.station('one', () => server)
    const good = Array.from({ length: 39 }, () => testPatient(context))
    const refused = testPatient(context, { sex: 'no such sex' as never })
    const oversized = testPatient(context, { previousNames: [], huge: 'ы'.repeat(300_000) } as never)
    const malformed = testPatient(context, { _strange: true } as never)
    const bad = [refused, oversized, malformed]
    await data.patients.save(...good.slice(0, 20), ...bad, ...good.slice(20))
    const status = await waitFor(data.sync.status, (each) => each.refused === 3 && each.onlyHere === 3)
    expect(status.problem).toBeUndefined()
    const answer = await server.ask('GET', `/${clinic}/_all_docs`)
    const ids: string[] = answer.json.rows.map((row: { id: string }) => row.id)
    expect(ids.filter((id) => id.startsWith('patient:')).sort()).toEqual(good.map(({ id }) => id).sort())
    const inbox = await waitFor(data.inbox.watchOpen(), (items) => items.length === 3)
    expect(inbox.map((item) => item.documentId).sort()).toEqual(bad.map(({ id }) => id).sort())
    for (const item of inbox) expect(item.reason?.text).not.toBe('')
    const states = await waitFor(data.sync.watchStates([refused.id, good[0]!.id]), (map) => {
      const state = map.get(good[0]!.id)
      return state?.kind === 'on-server' && Date.now() - (state.sinceMs ?? 0) < 60_000
    })
    expect(states.get(refused.id)?.kind).toBe('refused')
    expect(states.get(good[0]!.id)?.kind).toBe('on-server')
  })

  it('T1: a refused document stays on this PC over a restart and is sent once it is corrected', async () => {
    const server = await stage.server()
    const first = await stage.station('one', () => server)
    const patient = testPatient(context, { sex: 'no such sex' as never })
    await first.data.patients.save(patient)
    await waitFor(first.data.sync.status, (status) => status.refused === 1)
    await first.close()
    const { data } = await stage.station('one', () => server, first.disk)
    await waitFor(data.sync.status, (status) => status.refused === 1 && status.onlyHere === 1)
    expect(await data.patients.get(patient.id)).toEqual(patient)
    await data.saveAll([{ ...patient, sex: 'female', updatedAt: context.hybridClock.next() }], [patient])
    await waitFor(data.sync.status, (status) => status.refused === 0 && status.onlyHere === 0)
    await waitFor(data.inbox.watchOpen(), (items) => items.length === 0)
    expect((await server.ask('GET', `/${clinic}/${patient.id}`)).json.sex).toBe('female')
  })

  it('T1: a refused edit is not overwritten by a later change of another station, and merges when it is sent', async () => {
    const server = await stage.server()
    const one = await stage.station('one', () => server)
    const patient = testPatient(context)
    await one.data.patients.save(patient)
    await waitFor(one.data.sync.status, (status) => status.onlyHere === 0 && status.phase === 'idle')
    const refused = { ...patient, bloodGroup: 'x'.repeat(21), updatedAt: context.hybridClock.next() }
    await one.data.saveAll([refused], [patient])
    await waitFor(one.data.sync.status, (status) => status.refused === 1)
    const { json } = await server.ask('GET', `/${clinic}/${patient.id}`)
    await server.ask('PUT', `/${clinic}/${patient.id}`, { ...json, note: 'другая запись' })
    const visit = testVisit(context, patient.id)
    await server.ask('POST', `/${clinic}/_bulk_docs`, { docs: [{ ...visit, _id: visit.id, id: undefined }] })
    await waitFor(one.data.visits.watchOfPatient(patient.id), (visits) => visits.length === 1)
    const kept = await one.data.patients.get(patient.id)
    expect(kept?.bloodGroup).toBe('x'.repeat(21))
    await one.data.saveAll(
      [{ ...kept!, bloodGroup: 'O(I) Rh+', updatedAt: context.hybridClock.next() }],
      [kept!],
    )
    await waitFor(one.data.sync.status, (status) => status.onlyHere === 0 && status.refused === 0)
    const merged = (await server.ask('GET', `/${clinic}/${patient.id}`)).json
    expect([merged.bloodGroup, merged.note]).toEqual(['O(I) Rh+', 'другая запись'])
  })

  it('T1: a refused document meets what somebody else has brought to the server, which may cure it', async () => {
    const server = await stage.server()
    const { data } = await stage.station('one', () => server)
    const patient = testPatient(context, { bloodGroup: 'A'.repeat(21) })
    await data.patients.save(patient)
    await waitFor(data.sync.status, (status) => status.refused === 1)
    // A file had brought the card to another PC, where somebody put it right.
    const { id, ...body } = patient
    const right = {
      ...body,
      bloodGroup: 'O(I) Rh+',
      note: 'исправлено',
      updatedAt: context.hybridClock.next(),
    }
    await server.ask('PUT', `/${clinic}/${id}`, right)
    await waitFor(data.sync.status, (status) => status.refused === 0 && status.onlyHere === 0)
    expect(await data.patients.get(id)).toMatchObject({ bloodGroup: 'O(I) Rh+', note: 'исправлено' })
    const [record] = await waitFor(data.inbox.watchOpen(), (items) => items.length > 0)
    expect(record).toMatchObject({ kind: 'conflict', documentId: id })
  })

  it('a refused document that the server never had is taken off the queue and nothing is sent of it', async () => {
    const server = await stage.server()
    const { data } = await stage.station('one', () => server)
    const patient = testPatient(context, { sex: 'no such sex' as never })
    await data.patients.save(patient)
    await waitFor(data.sync.status, (status) => status.refused === 1)
    expect(await data.sync.withdraw(patient.id)).toBe(true)
    await waitFor(data.sync.status, (status) => status.refused === 0 && status.onlyHere === 0)
    expect(await data.patients.get(patient.id)).toBeUndefined()
    const feed = (await server.ask('GET', `/${clinic}/_changes`)).json.results as { id: string }[]
    expect(feed.map(({ id }) => id)).not.toContain(patient.id)
  })

  it('what is refused again opens its record again, with what was handed over', async () => {
    const server = await stage.server()
    const { data } = await stage.station('one', () => server)
    const patient = testPatient(context, { sex: 'no such sex' as never })
    await data.patients.save(patient)
    const [record] = await waitFor(data.inbox.watchOpen(), (items) => items.length === 1)
    const resolved = resolveItem(handOver(record!, patient, 'не уходит', context), 'seen', context)
    await data.saveAll([resolved], [record!])
    await waitFor(data.inbox.watchOpen(), (items) => items.length === 0)
    await data.sync.resend(patient.id)
    const [again] = await waitFor(data.inbox.watchOpen(), (items) => items.length === 1)
    expect(again).toMatchObject({ id: record!.id, handedOver: { note: 'не уходит' } })
    expect(again).not.toHaveProperty('resolution')
  })

  it('a refused edit of what the server has is not withdrawn', async () => {
    const server = await stage.server()
    const { data } = await stage.station('one', () => server)
    const patient = testPatient(context)
    await data.patients.save(patient)
    await waitFor(data.sync.status, (status) => status.onlyHere === 0 && status.phase === 'idle')
    const wrong = { ...patient, bloodGroup: 'x'.repeat(21), updatedAt: context.hybridClock.next() }
    await data.saveAll([wrong], [patient])
    await waitFor(data.sync.status, (status) => status.refused === 1)
    expect(await data.sync.withdraw(patient.id)).toBe(false)
    expect(await data.patients.get(patient.id)).toEqual(wrong)
  })
})
