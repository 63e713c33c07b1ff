/** A row of a table that follows the law: it counts from a day, until a day, and says where it comes from. */
export interface DatedRow {
  /** The first day, `YYYY-MM-DD`. */
  validFrom: string
  /** The last day. */
  validTo?: string
  /** The act, with how sure we are: [A] its text was seen, [B] a secondary source, [C] background knowledge. */
  source: string
}

export type SourceMark = 'A' | 'B' | 'C'

/** How sure we are of a source: the weakest of what it says itself; unsure where it says nothing. */
export function sourceMarkOf(source: string): SourceMark {
  const marks = [...source.matchAll(/\[([ABC])\b/g)].map(([, mark]) => mark as SourceMark)
  return marks.sort().at(-1) ?? 'C'
}

/** The rows in force on a day (`YYYY-MM-DD`). */
export const rowsOn = <Row extends DatedRow>(rows: readonly Row[], day: string): Row[] =>
  rows.filter(({ validFrom, validTo }) => validFrom <= day && (validTo === undefined || day <= validTo))
