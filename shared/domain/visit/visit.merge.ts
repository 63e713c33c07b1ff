import { sameJson } from '../../kit/canonical-json.ts'
import { mergeFrozen } from '../common/merge-frozen.ts'
import type { MergeInput, MergeResult } from '../common/merge-rule.ts'
import { idBeside } from '../signature/signed-text.ts'
import type { Visit } from './visit.schema.ts'

/**
 * Nothing of a signed or imported visit ever changes; that it was entered in error comes as a new version. Two
 * clinicians who signed different words under one id keep both: the server's stays, the other one becomes a version of
 * its own beside it, and the card asks to join them by an amendment.
 */
export function mergeVisit(input: MergeInput<Visit>): MergeResult<Visit> {
  const { base, local, server } = input
  const merged = mergeFrozen(input, {})
  const bothSigned = base === undefined && local.signature !== undefined && server.signature !== undefined
  if (!bothSigned || sameJson(local, server) || merged.conflicts.length === 0) return merged
  return { ...merged, besides: [versionBeside(local, server)] }
}

/** The id follows from what was signed: a merge that is tried again makes no third version. */
const versionBeside = (local: Visit, server: Visit): Visit => ({
  ...local,
  id: idBeside(local),
  rootId: local.rootId === local.id ? server.rootId : local.rootId,
  signedAs: local.id,
})
