import { envelopeSchema } from '#shared/domain/common/envelope.ts'
import { prescriptionUpdateProblem } from '#shared/domain/prescription/prescription.immutable.ts'
import { aggregates, collectionOfType } from '#shared/domain/registry.ts'
import { visitUpdateProblem } from '#shared/domain/visit/visit.immutable.ts'
import { sameJson } from '#shared/kit/canonical-json.ts'
import type { Principal } from '../accounts/account.ts'
import { databaseOfClinic } from '../accounts/clinic-store.ts'
import { problems, type WriteProblem } from './problems.ts'

export interface IncomingWrite {
  id: string
  deleted: boolean
  fields: Record<string, unknown>
}
export interface PreviousWrite {
  deleted: boolean
  /** The domain document, `id` included. */
  document: Record<string, unknown>
}

/**
 * Why this write into a clinic's database is refused; undefined when it may pass. Order: id, the role's right, schema,
 * clinic, author, what may never change.
 */
export function clinicWriteProblem(
  principal: Principal,
  database: string,
  next: IncomingWrite,
  previous: PreviousWrite | undefined,
): WriteProblem | undefined {
  // Design documents are code that runs on reading; a clinic's database holds records only.
  const type = /^([a-z][a-z-]{1,30}):[A-Za-z0-9._-]{1,100}$/.exec(next.id)?.[1]
  if (type === undefined) return problems.idMalformed
  const live = previous && !previous.deleted ? previous.document : undefined
  if (!mayWriteType(principal, type)) return problems.roleForbidden
  if (next.deleted) return deletionProblem(principal, type, live)

  const document = domainDocument(next)
  // A member `id` would hide the document's own id from every reader.
  const hidden = Object.hasOwn(next.fields, 'id') && next.fields.id !== next.id
  if (document.type !== type || hidden) return problems.idType
  const schemaProblem = schemaProblemOf(type, document)
  if (schemaProblem) return schemaProblem
  if (databaseOfClinic(String(document.clinicId)) !== database) return problems.foreignClinic
  if (principal.role !== 'admin' && authorOf(document) !== principal.practitionerId)
    return problems.foreignAuthor
  if (principal.role !== 'admin' && signsForAnother(principal, document, live))
    return problems.foreignSignature
  return contentProblem(principal, type, document, live)
}

function mayWriteType(principal: Principal, type: string): boolean {
  if (principal.role !== 'registrar') return true
  return type === 'patient' || type === 'inbox'
}

/** Signed records stay. A tombstone says nothing of a person, so it needs no schema. */
function deletionProblem(
  principal: Principal,
  type: string,
  live: Record<string, unknown> | undefined,
): WriteProblem | undefined {
  if (!live) return undefined
  if (type === 'visit') return problems.visitImmutable
  if (type === 'prescription' && live.signature !== undefined) return problems.prescriptionImmutable
  if (type === 'prescription') return paymentProblem(principal, live)
  return undefined
}

function schemaProblemOf(type: string, document: Record<string, unknown>): WriteProblem | undefined {
  const collection = collectionOfType(type)
  // A type that only a newer version knows passes with a sound envelope (trap T5).
  const parsed = (collection ? aggregates[collection].schema : envelopeSchema).safeParse(document)
  if (parsed.success) return undefined
  // Paths only: an issue's message may quote what was written about a person.
  const paths = [...new Set(parsed.error.issues.map((issue) => fieldPath(issue.path)))].slice(0, 5)
  return { code: problems.schema.code, text: `${problems.schema.text}: ${paths.join(', ')}` }
}

/** Names of fields only: a key inside a record could be anything. */
const fieldPath = (path: PropertyKey[]): string =>
  path
    .map((part) =>
      typeof part === 'number' || /^[A-Za-z0-9]{1,40}$/.test(String(part)) ? String(part) : '*',
    )
    .join('.') || '*'

function contentProblem(
  principal: Principal,
  type: string,
  document: Record<string, unknown>,
  live: Record<string, unknown> | undefined,
): WriteProblem | undefined {
  if (type === 'visit' && live && visitUpdateProblem(live, document)) return problems.visitImmutable
  if (type === 'prescription') {
    if (live && prescriptionUpdateProblem(live, document)) return problems.prescriptionImmutable
    return paymentProblem(principal, document)
  }
  return undefined
}

/** Resolution 99 of 31.10.2007: a feldsher writes ordinary prescriptions only, never preferential or free ones. */
function paymentProblem(principal: Principal, document: Record<string, unknown>): WriteProblem | undefined {
  return principal.role === 'feldsher' && document.payment !== 'ordinary'
    ? problems.feldsherPayment
    : undefined
}

/** A signature that was not there before is the session's own. */
function signsForAnother(
  principal: Principal,
  document: Record<string, unknown>,
  live: Record<string, unknown> | undefined,
): boolean {
  const signature = document.signature as { practitionerId?: unknown } | undefined
  if (signature === undefined || sameJson(signature, live?.signature)) return false
  return signature.practitionerId !== principal.practitionerId
}

function domainDocument(next: IncomingWrite): Record<string, unknown> {
  const own = Object.entries(next.fields).filter(([name]) => !name.startsWith('_'))
  return { ...Object.fromEntries(own), id: next.id }
}

const authorOf = (document: Record<string, unknown>): unknown =>
  (document.author as { id?: unknown } | undefined)?.id
