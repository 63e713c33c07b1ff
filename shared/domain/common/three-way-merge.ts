import { sameJson } from '../../kit/canonical-json.ts'
import type { ConflictField } from '../inbox/inbox.schema.ts'
import { type Decided, decidedAt, stands } from './decided.ts'
import { joinTexts } from './join-texts.ts'
import type { Decisions, MergeInput, MergeResult, Rule, Rules } from './merge-rule.ts'

/**
 * Merges two edits of one document against the state both started from. Fields that one side changed are taken from
 * that side. What both changed is decided by the aggregate's rules; whatever a rule does not keep in the document goes
 * into `conflicts`, so that no edit is ever dropped silently (promise 2). The document is the same whichever edit is
 * called local, and in whatever order the edits of three stations meet.
 */

type Members = Record<string, unknown>
interface Items {
  id: string
}
/** The three states of one value, and where it stands. */
interface Place {
  base: unknown
  local: unknown
  server: unknown
  path: string
}

const nothingDecided: Decisions = { base: {}, local: {}, server: {} }
const ask: Rule = { kind: 'ask' }

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isItems = (value: unknown): value is Items[] =>
  Array.isArray(value) &&
  value.every((item) => isMembers(item) && typeof item.id === 'string') &&
  new Set(value.map((item: Items) => item.id)).size === value.length

/** A conflict of one field; sides that have no value are left out. */
export function conflict(path: string, base: unknown, local: unknown, server: unknown): ConflictField {
  return {
    path,
    ...(base === undefined ? {} : { base }),
    ...(local === undefined ? {} : { local }),
    ...(server === undefined ? {} : { server }),
  }
}

/** Merges member by member. Deterministic: the same three states give the same result on every station. */
export function mergeMembers(
  input: MergeInput<object>,
  rules: Rules,
  prefix = '',
  decisions: Decisions = nothingDecided,
): MergeResult<Members> {
  const result: MergeResult<Members> = { document: {}, conflicts: [], joined: [] }
  const [past, ours, theirs] = [input.base ?? {}, input.local, input.server] as [Members, Members, Members]
  const at = (name: string): Place => ({
    base: past[name],
    local: ours[name],
    server: theirs[name],
    path: prefix ? `${prefix}.${name}` : name,
  })
  const put = (name: string, value: unknown) => {
    if (value !== undefined) result.document[name] = value
  }
  const units = new Map<string, string[]>()
  const merge = createMerge(decisions, result)
  for (const name of new Set([...Object.keys(theirs), ...Object.keys(ours), ...Object.keys(rules)])) {
    const rule = rules[name] ?? ask
    if (rule.kind === 'unit') units.set(rule.unit, [...(units.get(rule.unit) ?? []), name])
    else put(name, merge.value(at(name), rule))
  }
  for (const names of units.values()) for (const [name, value] of merge.unit(names, at)) put(name, value)
  return result
}

function createMerge(decisions: Decisions, result: MergeResult<Members>) {
  const decided = (side: Decided, path: string) => decidedAt(side, path)
  const changed = (side: 'local' | 'server', place: Place) =>
    !sameJson(place.base, place[side]) ||
    decided(decisions[side], place.path) !== decided(decisions.base, place.path)
  const localStands = ({ local, server, path }: Place) =>
    stands(
      { value: local, decided: decided(decisions.local, path) },
      { value: server, decided: decided(decisions.server, path) },
    )
  const record = ({ path, base, local, server }: Place) =>
    result.conflicts.push(conflict(path, base, local, server))
  function take(from: 'local' | 'server', place: Place): unknown {
    if (!sameJson(place.base, place[from])) result.joined.push({ path: place.path, from })
    return place[from]
  }
  function adopt<T>(inner: MergeResult<T>): T {
    result.conflicts.push(...inner.conflicts)
    result.joined.push(...inner.joined)
    return inner.document
  }

  function value(place: Place, rule: Rule): unknown {
    const { base, local, server, path } = place
    if (sameJson(local, server)) return server
    if (rule.kind === 'greatest' || rule.kind === 'least') return bookkeeping(place, rule.kind)
    if (!changed('local', place)) return take('server', place)
    if (!changed('server', place)) return take('local', place)
    const isWholeDecided = decisions.local[path] !== decisions.server[path]
    if (rule.kind === 'items' && !isWholeDecided && isItems(local ?? []) && isItems(server ?? []))
      return items(place, rule.rules)
    if (rule.kind === 'members' && !isWholeDecided && isMembers(local) && isMembers(server))
      return adopt(
        mergeMembers(
          { base: isMembers(base) ? base : undefined, local, server },
          rule.rules,
          path,
          decisions,
        ),
      )
    const isEquallyDecided = decided(decisions.local, path) === decided(decisions.server, path)
    if (rule.kind === 'text' && isEquallyDecided && typeof local === 'string' && typeof server === 'string') {
      const both = joinTexts(local, server)
      if (both.length <= (rule.maxLength ?? 65_536)) {
        result.joined.push({ path, from: 'both' })
        return both
      }
    }
    if (rule.kind === 'whole' && isMembers(local) && isMembers(server)) recordMembers(place, local, server)
    else record(place)
    if (rule.kind === 'rank') {
      const [ours, theirs] = [rank(rule.order, local), rank(rule.order, server)]
      if (ours !== theirs) return ours < theirs ? local : server
    }
    return localStands(place) ? local : server
  }

  function recordMembers({ base, path }: Place, local: Members, server: Members) {
    const past = isMembers(base) ? base : {}
    for (const name of new Set([...Object.keys(server), ...Object.keys(local)]))
      if (!sameJson(local[name], server[name]))
        record({ base: past[name], local: local[name], server: server[name], path: `${path}.${name}` })
  }

  /** Members of one unit: all from one side as soon as both sides changed anything of it. */
  function unit(names: string[], at: (name: string) => Place): [string, unknown][] {
    const places = names.sort().map((name) => [name, at(name)] as const)
    const differing = places.filter(([, place]) => !sameJson(place.local, place.server))
    const isChanged = (side: 'local' | 'server') => places.some(([, place]) => changed(side, place))
    if (differing.length === 0) return places.map(([name, place]) => [name, place.server])
    if (!(isChanged('local') && isChanged('server')))
      return places.map(([name, place]) => [name, take(isChanged('local') ? 'local' : 'server', place)])
    for (const [, place] of differing) record(place)
    const claim = (side: 'local' | 'server') => ({
      value: places.map(([, place]) => place[side] ?? null),
      decided: places
        .map(([, place]) => decided(decisions[side], place.path))
        .sort()
        .at(-1)!,
    })
    const side = stands(claim('local'), claim('server')) ? 'local' : 'server'
    return places.map(([name, place]) => [name, place[side]])
  }

  /** Unites two lists by id: what was there before in its order, then the new by id. Removed against edited: edited stays. */
  function items({ base, local, server, path }: Place, rules: Rules): Items[] {
    const [past, ours, theirs] = [base, local, server].map(
      (list) =>
        new Map((isItems(list ?? []) ? ((list ?? []) as Items[]) : []).map((item) => [item.id, item])),
    ) as [Map<string, Items>, Map<string, Items>, Map<string, Items>]
    const added = [...new Set([...ours.keys(), ...theirs.keys()])].filter((id) => !past.has(id)).sort()
    const merged: Items[] = []
    for (const id of [...past.keys(), ...added]) {
      const place = { base: past.get(id), local: ours.get(id), server: theirs.get(id), path: `${path}.${id}` }
      if (place.local && place.server) {
        const kept = value(place, { kind: 'members', rules })
        merged.push(kept as Items)
        continue
      }
      if (!place.local && !place.server) continue
      // Taken away by one side and left as it was by the other, or added by one of them.
      if (!changed('local', place)) take('server', place)
      else if (!changed('server', place)) take('local', place)
      else record(place)
      const present = place.local ?? place.server
      if (present && !(place.base && sameJson(place.base, present))) merged.push(present)
    }
    return merged
  }

  return { value, unit }
}

/** A time, a version: nothing that a person would miss. */
function bookkeeping({ base, local, server }: Place, kind: 'greatest' | 'least'): unknown {
  if (sameJson(base, local)) return server
  if (sameJson(base, server)) return local
  return isGreater(local, server) === (kind === 'greatest') ? local : server
}

function isGreater(a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined) return b === undefined
  return typeof a === 'number' && typeof b === 'number' ? a > b : String(a) > String(b)
}

function rank(order: readonly string[], value: unknown): number {
  const place = order.indexOf(String(value))
  return place < 0 ? order.length : place
}
