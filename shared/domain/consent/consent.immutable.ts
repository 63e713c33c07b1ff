import { sameJson } from '../../kit/canonical-json.ts'
import type { Consent, ConsentMembers } from './consent.schema.ts'

/** What may come to a record after it was written: that it ended, what it replaces, and that the paper is signed. */
const lateMembers: Readonly<Record<keyof ConsentMembers, ReadonlySet<string>>> = {
  consents: new Set<keyof Consent>(['paper', 'withdrawn', 'retracted', 'replaces']),
  restrictions: new Set(['lifted']),
  legalGrounds: new Set(['ended', 'until']),
}
const lists = Object.keys(lateMembers) as (keyof ConsentMembers)[]

type Item = { id: string } & Record<string, unknown>
const itemsOf = (document: Record<string, unknown>, list: keyof ConsentMembers): Item[] =>
  Array.isArray(document[list]) ? (document[list] as Item[]) : []

const fixedPart = (item: Item, late: ReadonlySet<string>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !late.has(name)))

const replacedBy = ({ replaces }: Item): string[] =>
  Array.isArray(replaces) ? (replaces as Item[]).map(({ id }) => id) : []

/**
 * Whether this update of a patient would take away or reword a consent, a refusal, a restriction or a legal ground, or
 * bring one back that had ended: what was said is evidence.
 */
export function consentUpdateProblem(
  previous: Record<string, unknown>,
  next: Record<string, unknown>,
): 'consent.immutable' | undefined {
  for (const list of lists) {
    const late = lateMembers[list]
    const after = new Map(itemsOf(next, list).map((item) => [item.id, item]))
    for (const before of itemsOf(previous, list)) {
      const now = after.get(before.id)
      if (!now || !sameJson(fixedPart(before, late), fixedPart(now, late))) return 'consent.immutable'
      const isUndone = (name: string) => before[name] !== undefined && now[name] === undefined
      if ([...late].some((name) => name !== 'paper' && isUndone(name))) return 'consent.immutable'
      // A legal ground lasts no longer than was demanded; a longer one is another ground.
      if (late.has('until') && String(now.until) > String(before.until)) return 'consent.immutable'
      const replaced = new Set(replacedBy(now))
      if (replacedBy(before).some((id) => !replaced.has(id))) return 'consent.immutable'
    }
  }
  return undefined
}
