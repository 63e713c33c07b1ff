import { collate } from './collate.ts'
import type { Node } from './selector.ts'

export interface Bound {
  value: unknown
  inclusive: boolean
}
/** What a selector asks of one field, as far as an index can see it. */
export interface FieldRange {
  low: Bound | undefined
  high: Bound | undefined
}
export type FieldRanges = Map<string, FieldRange | 'empty'>

const whenNegated: Record<string, string> = { $lt: '$gte', $lte: '$gt', $gt: '$lte', $gte: '$lt', $ne: '$eq' }
const comparisons = new Set(['$lt', '$lte', '$eq', '$gt', '$gte', '$beginsWith'])
/** Sorts after every text that begins as the one before it: CouchDB's choice. */
const lastCharacter = '\ufffd'

/** The ranges of the fields that are compared; an index sees through `$and` and no other combination. */
export function fieldRanges(selector: Node): FieldRanges {
  const ranges: FieldRanges = new Map()
  for (const { field, operator, argument } of comparisonsOf(selector)) {
    const range = ranges.get(field) ?? { low: undefined, high: undefined }
    if (range === 'empty') continue
    const { low, high } = boundsOf(operator, argument)
    const narrowed = { low: tighter(range.low, low, 1), high: tighter(range.high, high, -1) }
    ranges.set(field, isEmpty(narrowed) ? 'empty' : narrowed)
  }
  return ranges
}

function boundsOf(operator: string, argument: unknown): FieldRange {
  if (operator === '$beginsWith') return boundsOfBeginning(String(argument))
  const inclusive = operator === '$eq' || operator.endsWith('e')
  const bound = { value: argument, inclusive }
  return {
    low: operator.startsWith('$g') || operator === '$eq' ? bound : undefined,
    high: operator.startsWith('$l') || operator === '$eq' ? bound : undefined,
  }
}

const boundsOfBeginning = (text: string): FieldRange => ({
  low: { value: text, inclusive: true },
  high: { value: text + lastCharacter, inclusive: true },
})

function comparisonsOf(node: Node): { field: string; operator: string; argument: unknown }[] {
  if (node.kind !== 'test') return node.kind === 'and' ? node.nodes.flatMap(comparisonsOf) : []
  const { field, operator: given, argument, negated } = node
  const operator = negated ? whenNegated[given] : given
  return field !== undefined && operator !== undefined && comparisons.has(operator)
    ? [{ field, operator, argument }]
    : []
}

function tighter(a: Bound | undefined, b: Bound | undefined, direction: 1 | -1): Bound | undefined {
  if (!a || !b) return a ?? b
  const order = collate(b.value, a.value) * direction
  return order > 0 || (order === 0 && !b.inclusive) ? b : a
}

function isEmpty({ low, high }: FieldRange): boolean {
  if (!low || !high) return false
  const order = collate(low.value, high.value)
  return order > 0 || (order === 0 && !(low.inclusive && high.inclusive))
}

/** After every other value: texts and names of members begin before it. */
export const highest = { '\uffff\uffff': null }

/** The keys between which an index holds the rows for these ranges of its first fields. */
export function keysOfRanges(ranges: FieldRange[]): { start: unknown[]; end: unknown[] } {
  const upTo = (side: 'low' | 'high'): unknown[] => {
    const open = ranges.findIndex((range) => range[side] === undefined)
    return (open < 0 ? ranges : ranges.slice(0, open)).map((range) => range[side]!.value)
  }
  return { start: upTo('low'), end: [...upTo('high'), highest] }
}
