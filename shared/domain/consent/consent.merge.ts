import type { MergeInput, Rule, Rules } from '../common/merge-rule.ts'
import { conflict } from '../common/three-way-merge.ts'
import type { ConflictField } from '../inbox/inbox.schema.ts'
import type { Consent, ConsentMembers } from './consent.schema.ts'
import { contradictions } from './consent.state.ts'

/** Who did it, when and why: never half of one act and half of another. */
const act: Rule = { kind: 'whole' }

/** All records of both sides stay; of two readings of one record the one that protects the patient more stands. */
export const consentMergeRules: Rules = {
  consents: {
    kind: 'items',
    rules: {
      decision: { kind: 'rank', order: ['deny', 'permit'] },
      persons: { kind: 'items', rules: {} },
      replaces: { kind: 'items', rules: {} },
      givenBy: act,
      paper: act,
      withdrawn: act,
      retracted: act,
    },
  },
  restrictions: { kind: 'items', rules: { lifted: act } },
  legalGrounds: { kind: 'items', rules: { ended: act, until: { kind: 'least' } } },
}

/**
 * A refusal of one station and a consent of another that met in this merge: both are kept, the refusal holds, and a
 * person is asked. Neither side knew this contradiction before.
 */
export function metContradictions(
  { base, local, server }: MergeInput<ConsentMembers>,
  merged: ConsentMembers,
): ConflictField[] {
  const known = new Set([...contradictions(local), ...contradictions(server)].map(({ matter }) => matter))
  const met = contradictions(merged).filter(({ matter }) => !known.has(matter))
  if (met.length === 0) return []
  const ids = new Set(met.flatMap(({ records }) => records.map(({ id }) => id)))
  const of = (members: ConsentMembers | undefined): Consent[] | undefined => {
    const found = members?.consents?.filter(({ id }) => ids.has(id)) ?? []
    return found.length > 0 ? found : undefined
  }
  return [conflict('consents', of(base), of(local), of(server))]
}
