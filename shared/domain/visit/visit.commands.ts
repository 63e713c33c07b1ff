import { assert } from '../../kit/assert.ts'
import { isoNow } from '../../kit/clock.ts'
import { fail, ok, type Result } from '../../kit/result.ts'
import { maySignVisits } from '../access/permission.ts'
import { type CommandContext, type FieldProblem, newEnvelope } from '../common/command-context.ts'
import { type VisitPatient, visitProblems } from './visit.rules.ts'
import { type Signature, type Visit, type VisitDraft, visitSchemaVersion } from './visit.schema.ts'

/** What signing needs beside the draft: who signs, where, and whom the visit is about. */
export interface VisitContext extends CommandContext {
  patient: VisitPatient
  facility?: { id: string; name: string }
  /** Position of the one who signs: `врач общей практики`. */
  position?: string
}

/** An empty draft of a visit that begins now. */
export function startDraft(
  patientId: string,
  kind: VisitDraft['kind'],
  context: Pick<CommandContext, 'clock' | 'makeId'>,
): VisitDraft {
  const now = isoNow(context.clock)
  return { id: context.makeId('visit'), patientId, kind, startedAt: now, diagnoses: [], savedAt: now }
}

const signature = (context: VisitContext): Signature => ({
  practitionerId: context.author.id,
  name: context.author.name,
  ...(context.position ? { position: context.position } : {}),
  signedAt: isoNow(context.clock),
})

/** Texts without blanks around them; empty ones and an empty set of vitals disappear. */
function tidy(draft: VisitDraft): VisitDraft {
  const tidied: VisitDraft = { ...draft }
  for (const name of ['complaints', 'history', 'findings', 'plan', 'amendmentReason'] as const) {
    const text = draft[name]?.trim()
    if (text) tidied[name] = text
    else delete tidied[name]
  }
  if (draft.vitals && Object.values(draft.vitals).every((value) => value === undefined)) delete tidied.vitals
  return tidied
}

/**
 * The signed visit of a draft, version 1 or the next one of what it amends; or what is missing. The visit gets the
 * draft's id, so that signing again after a crash writes the same document.
 */
export function signVisit(draft: VisitDraft, context: VisitContext): Result<Visit, FieldProblem[]> {
  const problems = visitProblems(draft, context.patient, context.clock.now()).filter(
    (problem) => problem.severity === 'error',
  )
  if (!maySignVisits(context.author.role))
    problems.push({ path: '', code: 'visit.role-may-not-sign', severity: 'error' })
  if (problems.length > 0) return fail(problems)
  const { savedAt: _, replaces, ...content } = tidy(draft)
  return ok({
    ...content,
    ...newEnvelope('visit', visitSchemaVersion, context),
    id: draft.id,
    status: 'signed',
    practitioner: context.author,
    ...(context.facility ? { facility: context.facility } : {}),
    version: (replaces?.version ?? 0) + 1,
    rootId: replaces?.rootId ?? draft.id,
    ...(replaces ? { replaces: replaces.id } : {}),
    signature: signature(context),
  })
}

/** Signed records of ours may be amended; imported ones belong to another system. */
export const mayAmend = (visit: Visit): boolean => visit.status === 'signed'

/** A draft with everything the signed visit says, fields of newer versions of Lekar included. */
export function amendVisit(signed: Visit, context: Pick<CommandContext, 'clock' | 'makeId'>): VisitDraft {
  assert(mayAmend(signed), 'only a signed visit can be amended')
  const {
    type: _type,
    schemaVersion: _schemaVersion,
    clinicId: _clinicId,
    createdAt: _createdAt,
    updatedAt: _updatedAt,
    author: _author,
    source: _source,
    status: _status,
    practitioner: _practitioner,
    facility: _facility,
    version,
    rootId,
    replaces: _replaces,
    amendmentReason: _amendmentReason,
    signature: _signature,
    signedAs: _signedAs,
    decided: _decided,
    merges: _merges,
    ...content
  } = signed
  return {
    ...content,
    id: context.makeId('visit'),
    replaces: { id: signed.id, version, rootId },
    savedAt: isoNow(context.clock),
  }
}

/** Marks a signed visit as entered in error: a new version with the reason, the old one stays as it is. */
export function cancelVisit(
  signed: Visit,
  reason: string,
  context: VisitContext,
): Result<Visit, FieldProblem[]> {
  assert(mayAmend(signed), 'only a signed visit can be cancelled')
  const problems: FieldProblem[] = []
  if (reason.trim() === '')
    problems.push({ path: 'amendmentReason', code: 'visit.no-amendment-reason', severity: 'error' })
  if (!maySignVisits(context.author.role))
    problems.push({ path: '', code: 'visit.role-may-not-sign', severity: 'error' })
  if (problems.length > 0) return fail(problems)
  // What happened to the old version's document is not the new one's.
  const { signedAs: _signedAs, decided: _decided, merges: _merges, ...said } = signed
  return ok({
    ...said,
    ...newEnvelope('visit', visitSchemaVersion, context),
    status: 'entered-in-error',
    practitioner: context.author,
    version: signed.version + 1,
    replaces: signed.id,
    amendmentReason: reason.trim(),
    signature: signature(context),
  })
}
