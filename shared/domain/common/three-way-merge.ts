import { sameJson } from '../../kit/canonical-json.ts'
import type { ConflictField } from '../inbox/inbox.schema.ts'
import { joinTexts } from './join-texts.ts'

/**
 * Merges two edits of one document against the state both started from. Fields that one side changed are taken from
 * that side. What both changed is decided by the aggregate's rules; whatever a rule does not keep in the document goes
 * into `conflicts`, so that no edit is ever dropped silently (promise 2).
 */
export interface MergeInput<T> {
  /** Undefined when the common past is not known. */
  base: T | undefined
  local: T
  server: T
}

export interface MergeResult<T> {
  document: T
  /** Fields where one side's value does not stand in the document, or where a person should look. */
  conflicts: ConflictField[]
  /** Paths of texts that hold both sides' words now. */
  joined: string[]
}

export type Rule =
  /** The server's value stands, the conflict is recorded. The rule of everything that is not named. */
  | { kind: 'server' }
  /** Free text: both stay, joined visibly. */
  | { kind: 'text' }
  /** Of two values the one named first stands; recorded, as it is a matter for a person. */
  | { kind: 'rank'; order: readonly string[] }
  /** Bookkeeping, not recorded: the greater or the smaller value. */
  | { kind: 'greatest' | 'least' }
  /** A list of items with ids: united by id. */
  | { kind: 'items'; rules: Rules }
  /** An object whose members merge one by one. */
  | { kind: 'members'; rules: Rules }

export type Rules = Readonly<Record<string, Rule>>

type Members = Record<string, unknown>
interface Items {
  id: string
}

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isItems = (value: unknown): value is Items[] =>
  Array.isArray(value) &&
  value.every((item) => isMembers(item) && typeof item.id === 'string') &&
  new Set(value.map((item: Items) => item.id)).size === value.length

/** Merges member by member. Deterministic: the same three states give the same result on every station. */
export function mergeMembers(
  { base, local, server }: MergeInput<object>,
  rules: Rules,
  prefix = '',
): MergeResult<Members> {
  const [past, ours, theirs] = [(base ?? {}) as Members, local as Members, server as Members]
  const result: MergeResult<Members> = { document: {}, conflicts: [], joined: [] }
  for (const name of new Set([...Object.keys(theirs), ...Object.keys(ours)])) {
    const path = prefix ? `${prefix}.${name}` : name
    const value = mergeValue(past[name], ours[name], theirs[name], rules[name], path, result)
    if (value !== undefined) result.document[name] = value
  }
  return result
}

function mergeValue(
  base: unknown,
  local: unknown,
  server: unknown,
  rule: Rule = { kind: 'server' },
  path: string,
  result: MergeResult<Members>,
): unknown {
  if (sameJson(local, server)) return server
  if (sameJson(base, local)) return server
  if (sameJson(base, server)) return local
  if (rule.kind === 'items' && isItems(local ?? []) && isItems(server ?? []))
    return mergeItems(base, (local ?? []) as Items[], (server ?? []) as Items[], rule.rules, path, result)
  if (rule.kind === 'members' && isMembers(local) && isMembers(server)) {
    const inner = mergeMembers({ base: isMembers(base) ? base : undefined, local, server }, rule.rules, path)
    result.conflicts.push(...inner.conflicts)
    result.joined.push(...inner.joined)
    return inner.document
  }
  if (rule.kind === 'text' && typeof local === 'string' && typeof server === 'string') {
    result.joined.push(path)
    return joinTexts(typeof base === 'string' ? base : '', local, server)
  }
  if (rule.kind === 'greatest') return greater(local, server) ? local : server
  if (rule.kind === 'least') return greater(local, server) ? server : local
  result.conflicts.push(conflict(path, base, local, server))
  if (rule.kind === 'rank') return rank(rule.order, local) < rank(rule.order, server) ? local : server
  return server
}

const greater = (a: unknown, b: unknown) => b === undefined || (a !== undefined && String(a) > String(b))
const rank = (order: readonly string[], value: unknown) => {
  const place = order.indexOf(String(value))
  return place < 0 ? order.length : place
}

/** A conflict of one field; sides that have no value are left out. */
export function conflict(path: string, base: unknown, local: unknown, server: unknown): ConflictField {
  return {
    path,
    ...(base === undefined ? {} : { base }),
    ...(local === undefined ? {} : { local }),
    ...(server === undefined ? {} : { server }),
  }
}

/** Unites two lists by id: the server's order, then what only this station added. Removed against edited: edited stays. */
function mergeItems(
  base: unknown,
  local: Items[],
  server: Items[],
  rules: Rules,
  path: string,
  result: MergeResult<Members>,
): Items[] {
  const past = new Map((isItems(base ?? []) ? ((base ?? []) as Items[]) : []).map((item) => [item.id, item]))
  const ours = new Map(local.map((item) => [item.id, item]))
  const theirs = new Map(server.map((item) => [item.id, item]))
  const merged: Items[] = []
  for (const id of new Set([...theirs.keys(), ...ours.keys()])) {
    const [was, our, their] = [past.get(id), ours.get(id), theirs.get(id)]
    const at = `${path}.${id}`
    if (our && their) {
      const inner = mergeMembers({ base: was, local: our, server: their }, rules, at)
      result.conflicts.push(...inner.conflicts)
      result.joined.push(...inner.joined)
      merged.push(inner.document as unknown as Items)
      continue
    }
    const present = our ?? their!
    // Not there before: the other side added it. There before and unchanged: the other side removed it.
    if (was && sameJson(was, present)) continue
    merged.push(present)
    if (was) result.conflicts.push(conflict(at, was, our, their))
  }
  return merged
}
