import { dayOfDocumentReference } from '#shared/domain/document-reference/document-reference.commands.ts'
import type { DocumentReference } from '#shared/domain/document-reference/document-reference.schema.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import { currentVersions } from '#shared/domain/visit/visit.versions.ts'

export type TimelineRow =
  | { kind: 'year'; key: string; year: string; count: number }
  | { kind: 'visit'; key: string; visit: Visit }
  | { kind: 'file'; key: string; file: DocumentReference }

/** The diagnosis a visit is known by. */
export const mainDiagnosis = ({
  diagnoses,
}: Pick<Visit, 'diagnoses'>): Visit['diagnoses'][number] | undefined =>
  diagnoses.find(({ role }) => role === 'main') ?? diagnoses[0]

const plain = (text: string): string => text.toLowerCase().replaceAll('ё', 'е')

const textOf = (visit: Visit): string =>
  plain(
    [
      visit.complaints,
      visit.history,
      visit.findings,
      visit.plan,
      visit.practitioner.name,
      visit.startedAt.slice(0, 10).split('-').reverse().join('.'),
      ...visit.diagnoses.map(({ coding, note }) => `${coding.code} ${coding.display} ${note ?? ''}`),
      ...(visit.procedures ?? []).map(({ text }) => text),
    ].join(' '),
  )

/** A row with the moment by which it is ordered. */
type Dated = { at: string; row: Exclude<TimelineRow, { kind: 'year' }> }

/**
 * The newest version of every visit and the papers of the patient, newest first, each year under its own line. `filter`:
 * all its words must stand somewhere in the visit's texts, codes or date, or in what a paper is called.
 */
export function timelineOf(
  visits: readonly Visit[],
  filter = '',
  files: readonly DocumentReference[] = [],
): TimelineRow[] {
  const words = plain(filter).split(/\s+/).filter(Boolean)
  const fits = (text: string): boolean => words.length === 0 || words.every((word) => text.includes(word))
  const shown = currentVersions(visits)
    .filter((visit) => fits(textOf(visit)))
    .map((visit): Dated => ({ at: visit.startedAt, row: { kind: 'visit', key: visit.id, visit } }))
  const papers = files
    .filter(({ description }) => fits(plain(description)))
    .map((file): Dated => ({ at: dayOfDocumentReference(file), row: { kind: 'file', key: file.id, file } }))
  const all = [...shown, ...papers].sort((a, b) =>
    a.at < b.at ? 1 : a.at > b.at ? -1 : a.row.key < b.row.key ? 1 : -1,
  )
  const rows: TimelineRow[] = []
  let line: Extract<TimelineRow, { kind: 'year' }> | undefined
  for (const { at, row } of all) {
    const year = at.slice(0, 4)
    if (line?.year !== year) {
      line = { kind: 'year', key: year, year, count: 0 }
      rows.push(line)
    }
    if (row.kind === 'visit') line.count += 1
    rows.push(row)
  }
  return rows
}
