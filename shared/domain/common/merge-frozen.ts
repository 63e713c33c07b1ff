import { sameJson } from '../../kit/canonical-json.ts'
import { envelopeRules, laterAuthor, withoutFollowing } from './envelope.merge.ts'
import type { Envelope } from './envelope.ts'
import { unitedRecords } from './merge-record.ts'
import type { MergeInput, MergeResult, Rules } from './merge-rule.ts'
import { conflict, mergeMembers } from './three-way-merge.ts'

const withoutBookkeeping = (state: object) =>
  Object.fromEntries(Object.entries(state).filter(([name]) => !(name in envelopeRules)))

/**
 * The merge of a signed record: it is taken whole from the server, and only the fields named in `mutable` merge. What
 * this station had differently goes into the conflict record: a signed record is never altered by a merge.
 */
export function mergeFrozen<T extends Envelope>(input: MergeInput<T>, mutable: Rules): MergeResult<T> {
  const { base, local, server } = withoutFollowing(input)
  // Both say the same (two stations imported one file): the server takes no update of a frozen record, even to the time.
  if (sameJson(withoutBookkeeping(local), withoutBookkeeping(server)))
    return { document: input.server, conflicts: [], joined: [] }
  // Bookkeeping follows what may change; where nothing may, the record is the server's to the last byte.
  const rules: Rules = Object.keys(mutable).length > 0 ? { updatedAt: { kind: 'greatest' }, ...mutable } : {}
  const pick = (document: object) =>
    Object.fromEntries(Object.entries(document).filter(([name]) => name in rules))
  const merged = mergeMembers({ base: base && pick(base), local: pick(local), server: pick(server) }, rules)
  const [past, ours, theirs] = [base ?? {}, local, server] as Record<string, unknown>[]
  const names = new Set([...Object.keys(theirs!), ...Object.keys(ours!)])
  const differing = [...names]
    .filter((name) => !(name in rules || name in envelopeRules) && !sameJson(ours![name], theirs![name]))
    .filter((name) => base === undefined || !sameJson(ours![name], past![name]))
    .map((name) => conflict(name, past![name], ours![name], theirs![name]))
  const changed = !sameJson(withoutBookkeeping(merged.document), withoutBookkeeping(pick(server)))
  const document = changed
    ? ({ ...input.server, ...merged.document, author: laterAuthor(input), ...unitedRecords(input) } as T)
    : input.server
  return { document, conflicts: [...differing, ...merged.conflicts], joined: merged.joined }
}
