import { expect, it } from 'vitest'
import { patientDocument, prescriptionDocument, visitDocument } from '../scope/clinic-document.fixture.ts'
import type { ReadDocuments } from './all-documents.ts'
import { gatherRetention } from './gather-retention.ts'

const of = (...documents: { _id: string }[]): ReadDocuments => {
  const sorted = [...documents].sort((a, b) => (a._id < b._id ? -1 : 1))
  return async ({ from, to, limit }) =>
    sorted
      .filter(({ _id }) => _id > from && (to === undefined || _id < to))
      .slice(0, limit)
      .map((document) => JSON.stringify(document))
}
const nowMs = Date.parse('2026-11-26T09:00:00Z')
const card = (id: string, more: object = {}) => ({
  ...patientDocument(`patient:${id}`),
  createdAt: '1995-01-01T08:00:00Z',
  ...more,
})
const visit = (patient: string, day: string) => ({
  ...visitDocument(`visit:${patient}-${day}`),
  patientId: `patient:${patient}`,
  startedAt: `${day}T08:00:00Z`,
})

it('S44 lists a card 25 years after the last visit, the longest past first, and nothing that is still due', async () => {
  const restriction = { id: 'restriction:1', ground: 'court', since: '2020-01-01T08:00:00Z', recordedBy: {} }
  const { cards } = await gatherRetention(
    of(
      card('past'),
      visit('past', '1996-02-01'),
      visit('past', '2001-11-25'),
      card('due'),
      visit('due', '2001-11-26'),
      card('recent'),
      visit('recent', '2026-01-01'),
      card('never', { restrictions: [restriction] }),
    ),
    nowMs,
  )
  expect(cards).toMatchObject([
    { id: 'patient:never', lastVisitOn: '1995-01-01', storedUntil: '2020-01-01', restricted: true },
    {
      id: 'patient:past',
      lastVisitOn: '2001-11-25',
      storedUntil: '2026-11-25',
      documents: 3,
      restricted: false,
    },
  ])
})

it('S44 counts documents of a kind that has a period of its own', async () => {
  const issued = (id: string, issuedOn: string) => ({
    ...prescriptionDocument(`prescription:${id}`),
    issuedOn,
  })
  const { documents, periods } = await gatherRetention(
    of(issued('1', '2023-11-25'), issued('2', '2023-11-26')),
    nowMs,
  )
  expect(documents).toEqual({ prescription: 1 })
  expect(periods).toMatchObject([
    { from: 'last-visit', years: 25 },
    { from: 'document', types: ['prescription'], years: 3 },
  ])
})
