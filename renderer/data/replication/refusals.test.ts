import { afterEach, beforeEach, expect, it } from 'vitest'
import { type OpenDatabase, openDatabase } from '../storage/open-database.ts'
import { newDisk, testContext, testPatient, testStorage, testVisit } from '../testing/test-workplace.ts'
import type { PushRow } from './push-row.ts'
import { createRefusals, type Refusals } from './refusals.ts'

const context = testContext('one')
const patient = testPatient(context)
const visit = testVisit(context, patient.id)
const row = { newDocumentState: { ...visit, _deleted: false } } as unknown as PushRow
const foreign = 'scope.patient: this patient is not yours'

let opened: OpenDatabase
let refusals: Refusals
beforeEach(async () => {
  const handler = () => ({ isEqual: () => true, resolve: async () => ({}) as never })
  opened = await openDatabase('refusals', await testStorage(newDisk()), false, handler)
  refusals = createRefusals(opened.local, opened.collections.inbox, 'one', context, async (text) => text)
})
afterEach(async () => {
  opened.local.close()
  await opened.rxdb.close()
})

it('what was refused as of an unseen patient goes again when the patient is seen', async () => {
  await refusals.take(row, 'forbidden', foreign, false)
  expect(refusals.get(visit.id)).not.toHaveProperty('later')
  expect(refusals.seen([patient.id])).toEqual([visit.id])
})

it('a patient who came while the push was on its way was not seen in vain', async () => {
  const ended = refusals.pushing()
  expect(refusals.seen([patient.id])).toEqual([])
  await refusals.take(row, 'forbidden', foreign, false)
  ended()
  expect(refusals.get(visit.id)?.later?.tries).toBe(1)
})

it('what came before the push, or is refused for another reason, waits for a person', async () => {
  refusals.pushing()()
  const before = refusals.pushing()
  refusals.seen([patient.id])
  before()
  const ended = refusals.pushing()
  await refusals.take(row, 'forbidden', foreign, false)
  expect(refusals.get(visit.id)).not.toHaveProperty('later')
  refusals.seen([patient.id])
  await refusals.take(row, 'forbidden', 'visit.signed: a signed visit does not change', false)
  expect(refusals.get(visit.id)).not.toHaveProperty('later')
  ended()
})
