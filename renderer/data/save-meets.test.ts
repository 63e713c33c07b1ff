import { afterEach, expect, it } from 'vitest'
import { newEnvelope } from '#shared/domain/common/command-context.ts'
import {
  type Measurements,
  measurementsSchemaVersion,
} from '#shared/domain/measurement/measurement.schema.ts'
import { newDisk, openStation, testContext, testPatient, testVisit } from './testing/test-workplace.ts'
import type { WorkplaceData } from './workplace-data.ts'

const context = testContext('pc')
let data: WorkplaceData
afterEach(() => data.close())
const stamp = () => ({ updatedAt: context.hybridClock.next() })
const signature = (hour: number) => ({
  practitionerId: context.author.id,
  name: context.author.name,
  signedAt: `2026-11-22T0${hour}:00:00Z`,
})
const offline = () => Promise.reject(new TypeError('no network'))

it('what came between the look and the save is not written over: both stand', async () => {
  data = await openStation('pc', newDisk(), offline)
  const read = testPatient(context, { note: 'x' })
  await data.patients.save(read)
  await data.saveAll([{ ...read, bloodGroup: 'A+', ...stamp() }], [read])
  await data.saveAll([{ ...read, note: 'y', ...stamp() }], [read])
  expect(await data.patients.get(read.id)).toMatchObject({ note: 'y', bloodGroup: 'A+' })
})

it('of a field that both changed one value stands, and the other one is shown to a person', async () => {
  data = await openStation('pc', newDisk(), offline)
  const read = testPatient(context, { bloodGroup: 'A+' })
  await data.patients.save(read)
  await data.saveAll([{ ...read, bloodGroup: 'B+', ...stamp() }], [read])
  await data.saveAll([{ ...read, bloodGroup: 'AB-', ...stamp() }], [read])
  const items = await new Promise<string>((resolve) => {
    data.inbox.watchOpen().subscribe((open) => open.length > 0 && resolve(JSON.stringify(open)))
  })
  const card = JSON.stringify(await data.patients.get(read.id))
  expect(['B+', 'AB-'].filter((value) => !`${card}${items}`.includes(value))).toEqual([])
  expect(items).toContain('bloodGroup')
})

it('what nobody touched meanwhile is written as it is', async () => {
  data = await openStation('pc', newDisk(), offline)
  const read = testPatient(context, { note: 'x' })
  await data.patients.save(read)
  const next = { ...read, note: 'y', ...stamp() }
  await data.saveAll([next], [read])
  expect(await data.patients.get(read.id)).toEqual(next)
})

it('a new record meets what stands under its id by now: both are kept', async () => {
  data = await openStation('pc', newDisk(), offline)
  const month = (text: string): Measurements => ({
    ...newEnvelope('measurements', measurementsSchemaVersion, context),
    id: 'measurements:one-2026-11',
    patientId: 'patient:one',
    month: '2026-11',
    items: [
      {
        id: context.makeId('measurement'),
        coding: { system: 'loinc', code: '8867-4', display: 'Пульс' },
        takenAt: '2026-11-26T08:00:00.000Z',
        text,
        category: 'vital-signs',
      },
    ],
  })
  const [ours, theirs] = [month('72'), month('80')]
  await data.measurements.save(theirs)
  await data.measurements.save(ours)
  const kept = await data.measurements.get(ours.id)
  expect(kept?.items.map(({ text }) => text).sort()).toEqual(['72', '80'])
})

it('a visit that two windows sign under one id stands as it was signed first, the other one beside it', async () => {
  data = await openStation('pc', newDisk(), offline)
  const patientId = testPatient(context).id
  const first = testVisit(context, patientId, { complaints: 'кашель', signature: signature(1) })
  const second = { ...first, complaints: 'кашель и насморк', signature: signature(2) }
  await data.visits.save(first)
  await data.visits.save(second)
  expect(await data.visits.get(first.id)).toEqual(first)
  const words = (await data.visits.ofPatient(patientId)).map(({ complaints }) => complaints)
  expect(words.sort()).toEqual(['кашель', 'кашель и насморк'])
})

it('the same saved twice is written once', async () => {
  data = await openStation('pc', newDisk(), offline)
  const made = testPatient(context, { note: 'x' })
  await data.patients.save(made)
  await data.patients.save(made)
  expect(await data.patients.get(made.id)).toEqual(made)
})
