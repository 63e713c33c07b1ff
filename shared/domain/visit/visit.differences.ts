import { sameJson } from '../../kit/canonical-json.ts'
import { formatPartialDate } from '../../kit/partial-date.ts'
import type { Visit } from './visit.schema.ts'
import { diagnosisInWords, momentInWords, visitKindInWords, vitalsInWords } from './visit.words.ts'

export type VisitField =
  | 'kind'
  | 'startedAt'
  | 'complaints'
  | 'history'
  | 'findings'
  | 'vitals'
  | 'diagnoses'
  | 'procedures'
  | 'plan'
  | 'nextVisitOn'
  | 'status'

/** One field that two versions say differently, both in words. */
export interface VisitDifference {
  field: VisitField
  before: string
  after: string
}

const fieldWords: Record<VisitField, (visit: Visit) => string> = {
  kind: ({ kind }) => visitKindInWords(kind),
  startedAt: ({ startedAt }) => momentInWords(startedAt),
  complaints: ({ complaints }) => complaints ?? '',
  history: ({ history }) => history ?? '',
  findings: ({ findings }) => findings ?? '',
  vitals: ({ vitals }) => vitalsInWords(vitals),
  diagnoses: ({ diagnoses }) => diagnoses.map(diagnosisInWords).join('\n'),
  procedures: ({ procedures }) => (procedures ?? []).map(({ text }) => text).join('\n'),
  plan: ({ plan }) => plan ?? '',
  nextVisitOn: ({ nextVisitOn }) => (nextVisitOn ? formatPartialDate(nextVisitOn) : ''),
  status: ({ status }) => (status === 'entered-in-error' ? 'внесено ошибочно' : ''),
}

/** What a version says otherwise than the one it replaces, in the order of the form. */
export const visitDifferences = (before: Visit, after: Visit): VisitDifference[] =>
  (Object.keys(fieldWords) as VisitField[])
    .map((field) => ({ field, before: fieldWords[field](before), after: fieldWords[field](after) }))
    .filter((difference) => difference.before !== difference.after)

/** A stretch of text that both versions have, or one of them. */
export interface TextPiece {
  kind: 'same' | 'removed' | 'added'
  text: string
}

// Above this the comparison would take longer than a screen may; the whole text is then shown as replaced.
const mostCells = 1_000_000

/** Compares two texts word by word (longest common subsequence). */
export function compareTexts(before: string, after: string): TextPiece[] {
  const a = before.match(/\s+|[^\s]+/g) ?? []
  const b = after.match(/\s+|[^\s]+/g) ?? []
  const pieces: TextPiece[] = []
  const push = (kind: TextPiece['kind'], text: string) => {
    const last = pieces.at(-1)
    if (last?.kind === kind) last.text += text
    else pieces.push({ kind, text })
  }
  if (sameJson(a, b)) return before === '' ? [] : [{ kind: 'same', text: before }]
  if (a.length * b.length > mostCells)
    return [
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ]
  const width = b.length + 1
  const longest = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i * width + j] =
        a[i] === b[j]
          ? longest[(i + 1) * width + j + 1]! + 1
          : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!)
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      push('same', a[i]!)
      i += 1
      j += 1
    } else if (
      j >= b.length ||
      (i < a.length && longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!)
    ) {
      push('removed', a[i]!)
      i += 1
    } else {
      push('added', b[j]!)
      j += 1
    }
  }
  return pieces
}
