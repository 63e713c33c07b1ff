import { mkdtempSync, rmSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { toWire } from '#shared/contract/couch.ts'
import { testContext, testPatient, waitFor } from '../../renderer/data/testing/test-workplace.ts'
import { clinic } from './line.ts'
import { setStage } from './stage.ts'

const context = testContext('one')
const folders: string[] = []
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'lekar-faults-'))
  folders.push(made)
  return made
}
afterEach(() => {
  for (const each of folders.splice(0)) rmSync(each, { recursive: true, force: true })
})
const stage = setStage()

describe('a server that fails', () => {
  it('loses nothing and stores nothing twice when it dies after a push and before its answer', async () => {
    const data = folder()
    let server = await stage.server({ folder: data })
    const one = await stage.station('one', () => server)
    await waitFor(one.data.sync.status, (status) => status.phase === 'idle')
    // The server stores the documents, and its answer never arrives.
    let killed = 0
    one.line.answer = (_method, path, response) => {
      if (!path.includes('_bulk_docs') || killed > 2) return response
      killed += 1
      throw new TypeError('connection reset')
    }
    const patients = Array.from({ length: 60 }, (_, index) =>
      testPatient(context, { note: `token ${index}` }),
    )
    await one.data.patients.save(...patients)
    await waitFor(one.data.sync.status, (status) => status.problem !== undefined && status.onlyHere > 0)
    await stage.stop(server)
    server = await stage.server({ folder: data })
    one.data.sync.retryNow()
    await waitFor(one.data.sync.status, (status) => status.onlyHere === 0 && status.phase === 'idle', 15_000)
    const { json } = await server.ask('GET', `/${clinic}/_all_docs?include_docs=true`)
    const notes = json.rows.map((row: { doc: { note: string } }) => row.doc.note).sort()
    expect(notes).toEqual(patients.map((patient) => patient.note).sort())
    for (const row of json.rows) expect(row.doc._rev).toMatch(/^1-/)
    expect(await waitFor(one.data.inbox.watchOpen(), () => true)).toEqual([])
  })

  it('gets back what it lost when it comes from an older backup', async () => {
    const [data, backup] = [folder(), folder()]
    let server = await stage.server({ folder: data })
    const one = await stage.station('one', () => server)
    const two = await stage.station('two', () => server)
    const kept = testPatient(context, { note: 'до копии' })
    const edited = testPatient(context, { note: 'первая запись' })
    await one.data.patients.save(kept, edited)
    await waitFor(two.data.patients.watchAll(), (all) => all.length === 2)
    await waitFor(one.data.sync.status, (status) => status.onlyHere === 0)
    await stage.stop(server)
    await cp(data, backup, { recursive: true })
    server = await stage.server({ folder: data })
    one.data.sync.retryNow()
    const lost = testPatient(context, { note: 'после копии' })
    const again = { ...edited, note: 'вторая запись', updatedAt: context.hybridClock.next() }
    await one.data.saveAll([lost, again], [edited])
    await waitFor(one.data.sync.status, (status) => status.onlyHere === 0 && status.phase === 'idle')
    await stage.stop(server)
    server = await stage.server({ folder: backup, renewEpochs: true })
    await server.ask('POST', `/${clinic}/_bulk_docs`, {
      docs: [toWire(testPatient(context, { note: 'новый' }))],
    })
    one.data.sync.retryNow()
    two.data.sync.retryNow()
    const complete = ['вторая запись', 'до копии', 'новый', 'после копии']
    for (const { data: station } of [one, two])
      await waitFor(
        station.patients.watchAll(),
        (all) =>
          all
            .map((patient) => patient.note)
            .sort()
            .join() === complete.join(),
        15_000,
      )
    await waitFor(one.data.sync.status, (status) => status.onlyHere === 0 && status.phase === 'idle')
    const notices = await waitFor(two.data.inbox.watchOpen(), (items) => items.length > 0)
    expect(notices.map(({ kind, reason }) => [kind, reason?.code])).toEqual([['notice', 'server.restored']])
    const { json } = await server.ask('GET', `/${clinic}/_all_docs?include_docs=true`)
    const notes = json.rows.map((row: { doc: { note?: string } }) => row.doc.note)
    expect(notes.filter((note: unknown) => note !== undefined).sort()).toEqual(complete)
  })
})
