import { afterEach, expect, it } from 'vitest'
import { newDisk, openStation, testContext, testPatient } from './testing/test-workplace.ts'
import type { WorkplaceData } from './workplace-data.ts'

const context = testContext('pc')
let data: WorkplaceData
afterEach(() => data.close())
const stamp = () => ({ updatedAt: context.hybridClock.next() })
const offline = () => Promise.reject(new TypeError('no network'))

it('what came between the look and the save is not written over: both stand', async () => {
  data = await openStation('pc', newDisk(), offline)
  const read = testPatient(context, { note: 'x' })
  await data.patients.save(read)
  await data.patients.save({ ...read, bloodGroup: 'A+', ...stamp() })
  await data.saveAll([{ ...read, note: 'y', ...stamp() }], [read])
  expect(await data.patients.get(read.id)).toMatchObject({ note: 'y', bloodGroup: 'A+' })
})

it('of a field that both changed one value stands, and the other one is shown to a person', async () => {
  data = await openStation('pc', newDisk(), offline)
  const read = testPatient(context, { bloodGroup: 'A+' })
  await data.patients.save(read)
  await data.patients.save({ ...read, bloodGroup: 'B+', ...stamp() })
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
