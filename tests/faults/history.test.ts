import { describe, expect, it } from 'vitest'
import { toWire } from '#shared/contract/couch.ts'
import type { PatientHistory, WorkplaceData } from '../../renderer/data/index.ts'
import { testContext, testVisit, waitFor } from '../../renderer/data/testing/test-workplace.ts'
import { clinic } from './line.ts'
import { bringIn, oldClinic, pastOf, visitsOf } from './old-clinic.ts'
import { setStage } from './stage.ts'

const context = testContext('one')
const stage = setStage()

const idle = (data: WorkplaceData) => waitFor(data.sync.status, ({ phase }) => phase === 'idle', 20_000)
const historyOf = (data: WorkplaceData, patientId: string, kind: PatientHistory['kind']) =>
  waitFor(data.history.ofPatient(patientId), (history) => history.kind === kind, 15_000)
const selectors = (asked: readonly string[]) => asked.filter((each) => each.includes('_selector'))

describe('the past of a clinic', () => {
  it('stays on the server but for what a doctor always needs, and the card says since when it is here', async () => {
    const server = await stage.server()
    const { patients, past, before } = await oldClinic(server)
    const [patient] = patients
    const records = pastOf(patient!.id)
    await bringIn(server, Object.values(records))
    const { data } = await stage.station('one', () => server)
    await idle(data)
    expect(await data.visits.get(past[0]!.id)).toBeUndefined()
    expect(await data.visits.get(before[0]!.id)).toEqual(before[0])
    expect(await data.prescriptions.get(records.ended.id)).toBeUndefined()
    expect(await data.measurements.get(records.values.id)).toBeUndefined()
    expect(await data.prescriptions.get(records.active.id)).toEqual(records.active)
    expect(await data.conditions.get(records.condition.id)).toEqual(records.condition)
    expect(await data.immunizations.get(records.vaccination.id)).toEqual(records.vaccination)
    const history = await historyOf(data, patient!.id, 'part')
    const twoYearsAgo = new Date(Date.now() - 2 * 365.25 * 24 * 3_600_000).toISOString().slice(0, 7)
    expect(history).toEqual({ kind: 'part', since: twoYearsAgo })
  })

  it('comes for one patient when somebody asks, stays over restarts, and can be corrected like any other', async () => {
    const server = await stage.server()
    const { patients } = await oldClinic(server)
    const [patient, other] = patients
    const { values } = pastOf(patient!.id)
    await bringIn(server, [values])
    const first = await stage.station('one', () => server)
    await idle(first.data)
    const before = selectors(first.line.asked).length
    await first.data.history.bring(patient!.id)
    await historyOf(first.data, patient!.id, 'whole')
    expect(selectors(first.line.asked).length - before).toBe(1)
    expect(await first.data.visits.ofPatient(patient!.id)).toHaveLength(15)
    expect(await first.data.visits.ofPatient(other!.id)).toHaveLength(5)
    await historyOf(first.data, other!.id, 'part')
    await waitFor(first.data.sync.status, ({ onlyHere }) => onlyHere === 0)
    await first.close()

    const { data, line } = await stage.station('one', () => server, first.disk)
    await idle(data)
    await historyOf(data, patient!.id, 'whole')
    expect(await data.visits.ofPatient(patient!.id)).toHaveLength(15)
    expect(selectors(line.asked)).toEqual([])
    // Values of four years ago, corrected here and, before this PC knows, there too: merged over their own past.
    const here = (await data.measurements.get(values.id))!
    line.cut(true)
    const item = (id: string) => ({ ...here.items[0]!, id })
    await data.measurements.save({
      ...here,
      items: [...here.items, item('item:here')],
      updatedAt: context.hybridClock.next(),
    })
    const { _rev, ...there } = (await server.ask('GET', `/${clinic}/${values.id}`)).json
    const changed = {
      ...there,
      _rev,
      items: [...here.items, item('item:there')],
      updatedAt: context.hybridClock.next(),
    }
    expect(
      (await server.ask('POST', `/${clinic}/_bulk_docs`, { docs: [changed] })).json[0].error,
    ).toBeUndefined()
    line.cut(false)
    data.sync.retryNow()
    await waitFor(data.sync.status, ({ onlyHere, phase }) => onlyHere === 0 && phase === 'idle')
    const merged = (await server.ask('GET', `/${clinic}/${values.id}`)).json as { items: { id: string }[] }
    expect(merged.items.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['item:here', 'item:there', here.items[0]!.id]),
    )
  })

  it('is remembered as wished without a link, over a restart, and comes at the next contact', async () => {
    const server = await stage.server()
    const { patients } = await oldClinic(server)
    const [patient, second] = patients
    const first = await stage.station('one', () => server)
    await idle(first.data)
    first.line.cut(true)
    await first.data.history.bring(patient!.id)
    await first.data.history.bring(second!.id)
    await waitFor(first.data.sync.status, ({ phase }) => phase === 'offline')
    const kinds = ['wished', 'coming']
    await waitFor(first.data.history.ofPatient(patient!.id), ({ kind }) => kinds.includes(kind))
    await first.close()

    const { data, line } = await stage.station('one', () => server, first.disk)
    line.cut(true)
    await waitFor(data.history.ofPatient(patient!.id), ({ kind }) => kinds.includes(kind))
    line.cut(false)
    data.sync.retryNow()
    await historyOf(data, patient!.id, 'whole')
    await historyOf(data, second!.id, 'whole')
    expect(await data.visits.ofPatient(patient!.id)).toHaveLength(15)
  })

  it('changes on the server like everything else: a record of any age that is written now comes by the feed', async () => {
    const server = await stage.server()
    const { patients } = await oldClinic(server)
    const { data } = await stage.station('one', () => server)
    await idle(data)
    const [late] = visitsOf(patients[0]!.id, 6, 1)
    await bringIn(server, [late!])
    await waitFor(data.visits.watch(late!.id), (visit) => visit !== undefined)
    await historyOf(data, patients[0]!.id, 'part')
  })

  it('is held whole where this is decided, and goes on after a kill', async () => {
    const server = await stage.server()
    const { patients, past } = await oldClinic(server)
    const first = await stage.station('one', () => server)
    await idle(first.data)
    await waitFor(first.data.history.ofStation, ({ kind }) => kind === 'part')
    first.line.sent = (path, body) =>
      path.includes('_selector') && !body.includes('"patientId"')
        ? new Response('', { status: 503 })
        : undefined
    await first.data.history.keepAll()
    await waitFor(first.data.sync.status, ({ problem }) => problem !== undefined)
    await first.close()
    const { data } = await stage.station('one', () => server, first.disk)
    await waitFor(data.history.ofStation, ({ kind }) => kind === 'whole', 20_000)
    await historyOf(data, patients[3]!.id, 'whole')
    for (const { id } of patients.slice(0, 5)) expect(await data.visits.ofPatient(id)).toHaveLength(15)
    for (const visit of [past[0]!, past.at(-1)!]) expect(await data.visits.get(visit.id)).toEqual(visit)
    await waitFor(data.sync.status, ({ onlyHere }) => onlyHere === 0)
  })

  it('comes no further when it is not wanted any more, and goes on from there when it is', async () => {
    const server = await stage.server()
    const { patients } = await oldClinic(server)
    const { data, line } = await stage.station('one', () => server)
    await idle(data)
    await waitFor(data.history.ofStation, ({ kind }) => kind === 'part')
    line.cut(true)
    await data.history.keepAll()
    await waitFor(data.history.ofStation, ({ kind }) => kind === 'coming')
    await data.history.keepPart()
    await waitFor(data.history.ofStation, ({ kind }) => kind === 'part')
    line.cut(false)
    data.sync.retryNow()
    await waitFor(data.sync.status, ({ phase }) => phase === 'idle')
    await historyOf(data, patients[3]!.id, 'part')
    await data.history.keepAll()
    await waitFor(data.history.ofStation, ({ kind }) => kind === 'whole', 20_000)
    for (const { id } of patients.slice(0, 5)) expect(await data.visits.ofPatient(id)).toHaveLength(15)
  })

  it('says nothing of a past where there is none, and asks the server nothing', async () => {
    const server = await stage.server()
    const { data, line } = await stage.station('one', () => server)
    await idle(data)
    const visit = testVisit(context, context.makeId('patient'))
    await server.ask('POST', `/${clinic}/_bulk_docs`, { docs: [toWire(visit)] })
    await waitFor(data.visits.watch(visit.id), (found) => found !== undefined)
    await historyOf(data, visit.patientId, 'whole')
    expect(selectors(line.asked)).toEqual([])
  })
})
