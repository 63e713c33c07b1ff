import { describe, expect, it } from 'vitest'
import { toWire } from '#shared/contract/couch.ts'
import { testContext, testPatient, waitFor } from '../../renderer/data/testing/test-workplace.ts'
import { clinic } from './line.ts'
import { setStage } from './stage.ts'

const context = testContext('one')
const stage = setStage()

describe('signing out and in on one PC', () => {
  it('opens at once after a close in the middle of a sync, and the sync goes on to the end', async () => {
    const server = await stage.server()
    const docs = Array.from({ length: 600 }, () => toWire(testPatient(context)))
    await server.ask('POST', `/${clinic}/_bulk_docs`, { docs })
    const first = await stage.station('one', () => server)
    await waitFor(first.data.patients.watchAll(), (all) => all.length > 0)
    await first.close()
    const again = await stage.station('one', () => server, first.disk)
    await waitFor(again.data.patients.watchAll(), (all) => all.length === 600)
    const status = await waitFor(again.data.sync.status, (each) => each.phase === 'idle')
    expect(status.onlyHere).toBe(0)
  })

  it('goes on sending what the earlier user wrote', async () => {
    const server = await stage.server()
    const first = await stage.station('one', () => server)
    await waitFor(first.data.sync.status, (status) => status.phase === 'idle')
    first.line.cut(true)
    const patient = testPatient(context)
    await first.data.patients.save(patient)
    await first.close()
    const second = await stage.station('one', () => server, first.disk)
    const own = testPatient(testContext('two'))
    await second.data.patients.save(own)
    await waitFor(second.data.sync.status, (status) => status.onlyHere === 0 && status.phase === 'idle')
    for (const { id } of [patient, own])
      expect((await server.ask('GET', `/${clinic}/${id}`)).status).toBe(200)
  })
})
