import type { RetentionReport } from '#shared/contract/retention.ts'
import type { ConsentMembers } from '#shared/domain/consent/consent.schema.ts'
import { restrictionsNow } from '#shared/domain/consent/consent.state.ts'
import { retentionOn, storedUntil } from '#shared/domain/consent/retention.ts'
import { fullName } from '#shared/domain/patient/full-name.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { minskDay } from '#shared/kit/partial-date.ts'
import { everything, type Fields, patientOf, type ReadDocuments } from './all-documents.ts'

interface Card {
  patient: Patient
  lastVisitOn: string | undefined
  documents: number
}

const dayOf = (document: Fields): string => String(document.issuedOn ?? document.createdAt).slice(0, 10)

/** Cards and documents whose storage period is over today. A card is one file: nothing in it is listed alone. */
export async function gatherRetention(
  read: ReadDocuments,
  nowMs: number,
): Promise<Pick<RetentionReport, 'cards' | 'documents' | 'periods'>> {
  const today = minskDay(nowMs)
  const rows = retentionOn(today)
  const cards = new Map<string, Card>()
  for await (const fields of everything(read, 'patient:', 'patient;')) {
    const patient = { ...fields, id: String(fields._id) } as unknown as Patient
    cards.set(patient.id, { patient, lastVisitOn: undefined, documents: 0 })
  }
  const documents: Record<string, number> = {}
  const ownPeriods = rows.filter(({ from }) => from === 'document')
  for await (const fields of everything(read, '')) {
    const type = String(fields._id).split(':')[0]!
    const card = cards.get(patientOf(fields) ?? '')
    if (card) card.documents++
    if (card && type === 'visit') {
      const day = String(fields.startedAt).slice(0, 10)
      if (card.lastVisitOn === undefined || day > card.lastVisitOn) card.lastVisitOn = day
    }
    const own = ownPeriods.find(({ types }) => types.some((each) => each === type))
    if (own && storedUntil(dayOf(fields), own.years) < today) documents[type] = (documents[type] ?? 0) + 1
  }
  const cardYears = rows.find(({ from }) => from === 'last-visit')?.years
  const past = [...cards.values()].flatMap(({ patient, lastVisitOn, documents: count }) => {
    const last = lastVisitOn ?? patient.createdAt.slice(0, 10)
    const until = cardYears === undefined ? undefined : storedUntil(last, cardYears)
    if (until === undefined || until >= today) return []
    const restricted = restrictionsNow(patient as ConsentMembers, nowMs).length > 0
    const { id, name, birthDate } = patient
    return [
      {
        id,
        name: fullName(name),
        birthDate,
        lastVisitOn: last,
        storedUntil: until,
        documents: count,
        restricted,
      },
    ]
  })
  const periods = rows.map(({ types, years, from, name, source }) => ({
    types: [...types],
    years,
    from,
    name,
    source,
  }))
  return { cards: past.sort((a, b) => (a.storedUntil < b.storedUntil ? -1 : 1)), documents, periods }
}
