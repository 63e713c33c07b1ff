import { canonicalJson } from '../../kit/canonical-json.ts'
import { newestDecided } from './decided.ts'
import type { Envelope } from './envelope.ts'
import type { Decisions, MergeInput, Rules } from './merge-rule.ts'

/** Bookkeeping of every document: decided by the hybrid clock, never a matter for a person. */
export const envelopeRules: Rules = {
  updatedAt: { kind: 'greatest' },
  createdAt: { kind: 'least' },
  schemaVersion: { kind: 'greatest' },
  clockOffMs: { kind: 'greatest' },
}

/** Who made the later of the two changes. */
export function laterAuthor({ local, server }: MergeInput<Envelope>): Envelope['author'] {
  if (local.updatedAt !== server.updatedAt)
    return local.updatedAt > server.updatedAt ? local.author : server.author
  return canonicalJson(local.author) > canonicalJson(server.author) ? local.author : server.author
}

/** The three states without what follows from the rest: author, decisions, records of merges. */
export const withoutFollowing = <T extends Envelope>({ base, local, server }: MergeInput<T>) => {
  const strip = ({ author, decided, merges, ...rest }: T) => rest
  return { base: base && strip(base), local: strip(local), server: strip(server) }
}

/** What persons decided in each of the three states. */
export const decisionsOf = ({ base, local, server }: MergeInput<Envelope>): Decisions => ({
  base: base?.decided ?? {},
  local: local.decided ?? {},
  server: server.decided ?? {},
})

/** The decisions of both sides, as a member of the merged document; none where nobody decided anything. */
export function mergedDecisions({ local, server }: MergeInput<Envelope>): Pick<Envelope, 'decided'> {
  if (!local.decided && !server.decided) return {}
  return { decided: newestDecided(local.decided ?? {}, server.decided ?? {}) }
}
