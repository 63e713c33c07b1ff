import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import { currentVersions } from '#shared/domain/visit/visit.versions.ts'

export type TimelineRow =
  | { kind: 'year'; key: string; year: string; count: number }
  | { kind: 'visit'; key: string; visit: Visit }

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

/**
 * The newest version of every visit, newest first, each year under its own line. `filter`: all its words must stand
 * somewhere in the visit's texts, codes or date.
 */
export function timelineOf(visits: readonly Visit[], filter = ''): TimelineRow[] {
  const words = plain(filter).split(/\s+/).filter(Boolean)
  const shown = currentVersions(visits)
    .filter((visit) => {
      if (words.length === 0) return true
      const text = textOf(visit)
      return words.every((word) => text.includes(word))
    })
    .sort((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : a.id < b.id ? 1 : -1))
  const rows: TimelineRow[] = []
  let line: Extract<TimelineRow, { kind: 'year' }> | undefined
  for (const visit of shown) {
    const year = visit.startedAt.slice(0, 4)
    if (line?.year !== year) {
      line = { kind: 'year', key: year, year, count: 0 }
      rows.push(line)
    }
    line.count += 1
    rows.push({ kind: 'visit', key: visit.id, visit })
  }
  return rows
}
