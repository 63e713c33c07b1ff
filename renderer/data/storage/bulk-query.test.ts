import { afterEach, expect, it, vi } from 'vitest'
import { newDisk, openStation, testContext, testPatient, testVisit } from '../testing/test-workplace.ts'
import type { WorkplaceData } from '../workplace-data.ts'

const context = testContext('bulk')
const offline: typeof fetch = () => Promise.reject(new TypeError('no network'))
const open: WorkplaceData[] = []
afterEach(async () => {
  vi.restoreAllMocks()
  for (const data of open.splice(0)) await data.close()
})

it('reads the visits of one patient in one request and nobody else’s', async () => {
  const data = await openStation('a', newDisk(), offline)
  open.push(data)
  const [patient, other] = [testPatient(context), testPatient(context)]
  const visits = Array.from({ length: 20 }, () => testVisit(context, patient.id))
  await data.patients.save(patient, other)
  await data.visits.save(...visits, testVisit(context, other.id))
  const read = await data.visits.ofPatient(patient.id)
  expect(read.map(({ id }) => id).sort()).toEqual(visits.map(({ id }) => id).sort())
  expect(read.find(({ id }) => id === visits[7]!.id)).toEqual(visits[7])
})
