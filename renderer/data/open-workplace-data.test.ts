import { afterEach, describe, expect, it } from 'vitest'
import { toWire } from '#shared/contract/couch.ts'
import { startPrescription } from '#shared/domain/prescription/prescription.commands.ts'
import { createScriptedServer } from './testing/scripted-server.ts'
import {
  newDisk,
  openStation,
  testContext,
  testPatient,
  testVisit,
  waitFor,
} from './testing/test-workplace.ts'
import type { WorkplaceData } from './workplace-data.ts'

const context = testContext('test')
const open: WorkplaceData[] = []
const station = async (...parameters: Parameters<typeof openStation>) => {
  const data = await openStation(...parameters)
  open.push(data)
  return data
}
afterEach(async () => {
  for (const data of open.splice(0)) await data.close()
})

describe('the data of a workplace', () => {
  it('pushes what is written here and counts it as only here until then', async () => {
    const server = createScriptedServer()
    server.fault = () => {
      throw new TypeError('no network')
    }
    const data = await station('a', newDisk(), server.fetch)
    const patient = testPatient(context)
    await data.patients.save(patient)
    await data.visits.save(testVisit(context, patient.id))
    expect((await waitFor(data.sync.status, (status) => status.onlyHere === 2)).phase).not.toBe('idle')
    server.fault = undefined
    data.sync.retryNow()
    const status = await waitFor(data.sync.status, (each) => each.onlyHere === 0 && each.phase === 'idle')
    expect(status.lastContactMs).toBeTypeOf('number')
    expect(server.documents.get(patient.id)).toMatchObject({ name: patient.name, type: 'patient' })
    expect(server.documents.size).toBe(2)
  })

  it('keeps documents, drafts and the count over a restart', async () => {
    const disk = newDisk()
    const offline: typeof fetch = () => Promise.reject(new TypeError('no network'))
    const first = await openStation('a', disk, offline)
    const patient = testPatient(context)
    await first.patients.save(patient)
    const visit = testVisit(context, patient.id)
    const { id, patientId, kind, startedAt, diagnoses } = visit
    await first.drafts.save({ id, patientId, kind, startedAt, diagnoses, savedAt: visit.createdAt })
    const begun = startPrescription(patientId, undefined, context)
    await first.prescriptionDrafts.save(begun)
    await first.close()
    const again = await station('a', disk, offline)
    await waitFor(again.sync.status, (status) => status.onlyHere === 1)
    expect(await again.patients.get(patient.id)).toEqual(patient)
    expect((await again.drafts.ofPatient(patient.id)).map((draft) => draft.id)).toEqual([visit.id])
    expect(await again.prescriptionDrafts.ofPatient(patient.id)).toEqual(begun)
    await again.prescriptionDrafts.remove(patient.id)
    expect(await again.prescriptionDrafts.ofPatient(patient.id)).toBeUndefined()
  })

  it('counts how many documents it holds of each patient, more than fit into one page', async () => {
    const data = await station('a', newDisk(), () => Promise.reject(new TypeError('no network')))
    const [one, other] = [testPatient(context), testPatient(context)]
    const visits = Array.from({ length: 300 }, (_, n) => testVisit(context, n % 3 ? one.id : other.id))
    await data.visits.save(...visits)
    expect(await data.visits.countByPatient()).toEqual(
      new Map([
        [other.id, 100],
        [one.id, 200],
      ]),
    )
    expect(await data.conditions.countByPatient()).toEqual(new Map())
  })

  it('pulls what is on the server and what comes later, unknown fields included', async () => {
    const server = createScriptedServer()
    const patient = testPatient(context, { favouriteColour: 'зелёны' } as never)
    server.write(toWire(patient))
    const data = await station('a', newDisk(), server.fetch)
    expect(await waitFor(data.patients.watch(patient.id), (value) => value !== undefined)).toEqual(patient)
    await waitFor(data.sync.status, (status) => status.phase === 'idle')
    const visit = testVisit(context, patient.id)
    server.write(toWire(visit))
    const visits = await waitFor(data.visits.watchOfPatient(patient.id), (value) => value.length === 1)
    expect(visits).toEqual([visit])
  })
})
