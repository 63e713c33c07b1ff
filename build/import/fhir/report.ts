import type { EntryOutcome, ImportProblem, LeftOutReason, UnresolvedReference } from '#shared/fhir/outcome.ts'
import type { ImportPlan } from '#shared/fhir/reconcile.ts'
import { countByType, countDocuments, type TypeCount } from '#shared/fhir/summary.ts'
import { problemWords, reasonWords } from './words.ts'

/** What became of one file; goes as it is into `--report`. Holds no values of a person's record. */
export interface FileReport {
  file: string
  /** Words for the terminal where nothing of the file came. */
  failure?: string
  patientId?: string
  created?: Record<string, number>
  updated?: Record<string, number>
  unchanged?: number
  kept?: ImportPlan['kept']
  refused?: { id: string; reason: string }[]
  types?: TypeCount[]
  invalid?: { index: number; resourceType: string; problems: ImportProblem[] }[]
  unresolved?: UnresolvedReference[]
  unmappedFields?: Record<string, number>
}

export const invalidOf = (entries: readonly EntryOutcome[]) =>
  entries.flatMap((entry) =>
    entry.outcome === 'invalid'
      ? [{ index: entry.index, resourceType: entry.resourceType, problems: entry.problems }]
      : [],
  )

export const planCounts = (plan: ImportPlan) => ({
  created: countDocuments(plan.create),
  updated: countDocuments(plan.update),
  unchanged: plan.unchanged.length,
  kept: plan.kept,
})

export const countEntries = (entries: readonly EntryOutcome[]) => ({
  types: countByType(entries),
  invalid: invalidOf(entries),
})

const sum = (counts: Record<string, number> | undefined) =>
  Object.values(counts ?? {}).reduce((total, count) => total + count, 0)

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows.map((row) =>
    `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  ')}`.trimEnd(),
  )
}

function leftOutLines(reports: readonly FileReport[]): string[] {
  const counts = new Map<string, number>()
  for (const { types = [] } of reports)
    for (const { resourceType, leftOut } of types)
      for (const [reason, count] of Object.entries(leftOut)) {
        const key = `${resourceType || '(no type)'}: ${reasonWords[reason as LeftOutReason]}`
        counts.set(key, (counts.get(key) ?? 0) + count)
      }
  return [...counts].sort().map(([words, count]) => `  ${String(count).padStart(6)}  ${words}`)
}

function fieldLines(reports: readonly FileReport[]): string[] {
  const counts = new Map<string, number>()
  for (const { unmappedFields = {} } of reports)
    for (const [field, count] of Object.entries(unmappedFields))
      counts.set(field, (counts.get(field) ?? 0) + count)
  return [...counts].sort().map(([field, count]) => `  ${String(count).padStart(6)}  ${field}`)
}

const problemLines = (reports: readonly FileReport[]): string[] =>
  reports.flatMap(({ file, failure, invalid = [], unresolved = [], kept = [], refused = [] }) => [
    ...(failure === undefined ? [] : [`  ${file}: ${failure}. Nothing of it was taken.`]),
    ...invalid.flatMap(({ resourceType, problems }) =>
      problems.map(({ path, code }) => `  ${file}: ${resourceType} left out: ${path} ${problemWords[code]}`),
    ),
    ...unresolved.map(
      ({ path, reference }) => `  ${file}: ${path} leads to nothing in this file: ${reference}`,
    ),
    ...kept.map(({ id, why }) => `  ${file}: ${id} kept as it is on the server: ${why.replace('-', ' ')}`),
    ...refused.map(({ id, reason }) => `  ${file}: the server refused ${id}: ${reason}`),
  ])

const section = (title: string, lines: readonly string[]) => (lines.length > 0 ? ['', title, ...lines] : [])

/** The table at the end of an import. */
export function describeReports(reports: readonly FileReport[], dryRun: boolean): string {
  const totals = new Map<string, [created: number, updated: number]>()
  for (const { created = {}, updated = {} } of reports)
    for (const type of new Set([...Object.keys(created), ...Object.keys(updated)])) {
      const [before, changed] = totals.get(type) ?? [0, 0]
      totals.set(type, [before + (created[type] ?? 0), changed + (updated[type] ?? 0)])
    }
  const unchanged = sum(Object.fromEntries(reports.map(({ file, unchanged: count = 0 }) => [file, count])))
  const rows = [...totals]
    .sort()
    .map(([type, [created, updated]]) => [type, String(created), String(updated)])
  const head = ['document', dryRun ? 'would come' : 'imported', dryRun ? 'would change' : 'updated']
  return [
    ...(rows.length > 0 ? table([head, ...rows]) : ['  Nothing new.']),
    `  ${unchanged} unchanged`,
    ...section('Left out:', leftOutLines(reports)),
    ...section('Fields without a place in the record:', fieldLines(reports)),
    ...section('To look at:', problemLines(reports)),
  ].join('\n')
}
