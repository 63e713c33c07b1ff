import { expect, test } from 'vitest'
import { testContext } from '../common/test-context.ts'
import { rewriteVisit } from './visit.rewrite.ts'
import type { Visit } from './visit.schema.ts'

const context = testContext()
const refused: Visit = {
  id: 'visit:refused',
  type: 'visit',
  schemaVersion: 1,
  clinicId: 'demo',
  createdAt: '2026-11-22T08:00:00.000Z',
  updatedAt: context.hybridClock.next(),
  author: context.author,
  patientId: 'patient:1',
  kind: 'ambulatory',
  startedAt: '2026-11-22T08:00:00.000Z',
  complaints: 'кашель',
  diagnoses: [],
  status: 'signed',
  practitioner: context.author,
  version: 1,
  rootId: 'visit:refused',
}

test('a refused visit becomes a draft with all that was written, under an id of its own', () => {
  const draft = rewriteVisit(refused, context)
  expect(draft).toMatchObject({ patientId: 'patient:1', complaints: 'кашель' })
  expect(draft.id).not.toBe(refused.id)
  expect(draft.replaces).toBeUndefined()
})

test('a refused amendment amends the same visit again', () => {
  const amendment = {
    ...refused,
    version: 2,
    replaces: 'visit:0',
    rootId: 'visit:0',
    amendmentReason: 'опечатка',
  }
  expect(rewriteVisit(amendment, context)).toMatchObject({
    replaces: { id: 'visit:0', version: 1, rootId: 'visit:0' },
    amendmentReason: 'опечатка',
  })
})
