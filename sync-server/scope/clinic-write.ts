import { mayWriteType } from '#shared/domain/access/index.ts'
import { envelopeSchema, type Role } from '#shared/domain/common/envelope.ts'
import { prescriptionUpdateProblem } from '#shared/domain/prescription/prescription.immutable.ts'
import { aggregates, collectionOfType } from '#shared/domain/registry.ts'
import { visitUpdateProblem } from '#shared/domain/visit/visit.immutable.ts'
import { sameJson } from '#shared/kit/canonical-json.ts'
import type { Staff } from '../accounts/account.ts'
import { databaseOfClinic } from '../accounts/clinic-store.ts'
import { consentWriteProblem } from './consent-write.ts'
import { problems, type WriteProblem } from './problems.ts'
import { isProven, type KeysOfClinic, signatureProblem } from './signature-problem.ts'

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

/** The role of a practitioner who works or has worked in the clinic; undefined for anybody else. */
export type RoleInClinic = (practitionerId: string) => Role | undefined

/**
 * Why this write into a clinic's database is refused; undefined when it may pass. Order: id, author, the author's right,
 * schema, clinic, whose signature, what may never change, whether the signature fits.
 *
 * The session only delivers: on a shared PC the documents of one person are often sent in the session of the next. What
 * may be written is judged by the role of the author as the server knows it, never by what the document says of it. An
 * administrator moves records as they are (import, another server): what does not fit its signature shows at stations.
 */
export function clinicWriteProblem(
  staff: Staff,
  database: string,
  next: IncomingWrite,
  previous: PreviousWrite | undefined,
  roleInClinic: RoleInClinic,
  keys: KeysOfClinic,
): WriteProblem | undefined {
  // Design documents are code that runs on reading; a clinic's database holds records only.
  const type = /^([a-z][a-z-]{1,30}):[A-Za-z0-9._-]{1,100}$/.exec(next.id)?.[1]
  if (type === undefined) return problems.idMalformed
  const live = previous && !previous.deleted ? previous.document : undefined
  if (hasAttachments(next)) return problems.attachments
  const role = roleOfWriter(staff, next, roleInClinic)
  if (role === undefined) return problems.foreignAuthor
  if (!mayWriteType(role, type)) return problems.roleForbidden
  if (next.deleted) return deletionProblem(role, type, live)

  const document = domainDocument(next)
  // A member `id` would hide the document's own id from every reader.
  const hidden = Object.hasOwn(next.fields, 'id') && next.fields.id !== next.id
  if (document.type !== type || hidden) return problems.idType
  const schemaProblem = schemaProblemOf(type, document)
  if (schemaProblem) return schemaProblem
  if (databaseOfClinic(String(document.clinicId)) !== database) return problems.foreignClinic
  const signer = signerBeforeAuthor(document, live, roleInClinic, keys)
  if (staff.role !== 'admin' && !signer && signsForAnother(document, live)) return problems.foreignSignature
  const consentProblem = consentWriteProblem(staff, document, live, roleInClinic)
  if (consentProblem) return consentProblem
  const problem = contentProblem(signer ?? role, type, document, live)
  return problem ?? (staff.role === 'admin' ? undefined : signatureProblem(keys, document, live))
}

/** Records are text; files get a database of their own, with rules of their own. */
const hasAttachments = ({ fields }: IncomingWrite): boolean =>
  Object.keys((fields._attachments as object | null | undefined) ?? {}).length > 0

/**
 * The role that a write is judged by. An administrator also brings in records of authors nobody knows (import); a
 * tombstone may name no author, then the session is the writer.
 */
function roleOfWriter(staff: Staff, next: IncomingWrite, roleInClinic: RoleInClinic): Role | undefined {
  const author = authorOf(next.fields)
  if (author === undefined) return next.deleted || staff.role === 'admin' ? staff.role : undefined
  return roleInClinic(author) ?? (staff.role === 'admin' ? 'admin' : undefined)
}

/** Signed records stay. A tombstone says nothing of a person, so it needs no schema. */
function deletionProblem(
  role: Role,
  type: string,
  live: Record<string, unknown> | undefined,
): WriteProblem | undefined {
  if (!live) return undefined
  if (type === 'visit') return problems.visitImmutable
  if (type === 'prescription' && live.signature !== undefined) return problems.prescriptionImmutable
  if (type === 'prescription') return paymentProblem(role, live)
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
  role: Role,
  type: string,
  document: Record<string, unknown>,
  live: Record<string, unknown> | undefined,
): WriteProblem | undefined {
  if (type === 'visit' && live && visitUpdateProblem(live, document)) return problems.visitImmutable
  if (type === 'prescription') {
    if (live && prescriptionUpdateProblem(live, document)) return problems.prescriptionImmutable
    return paymentProblem(role, document)
  }
  return undefined
}

/** Resolution 99 of 31.10.2007: a feldsher writes ordinary prescriptions only, never preferential or free ones. */
function paymentProblem(role: Role, document: Record<string, unknown>): WriteProblem | undefined {
  return role === 'feldsher' && document.payment !== 'ordinary' ? problems.feldsherPayment : undefined
}

/**
 * The role of who signed a prescription that somebody else has cancelled or dispensed since, and that the server has
 * not: it was not sent in between, or was lost in a restore. What it prescribes is judged by that role. A registered key
 * proves who that was; without one only a prescription that is not active any more can be such a case.
 */
function signerBeforeAuthor(
  document: Record<string, unknown>,
  live: Record<string, unknown> | undefined,
  roleInClinic: RoleInClinic,
  keys: KeysOfClinic,
): Role | undefined {
  if (live || document.type !== 'prescription') return undefined
  const signer = (document.signature as { practitionerId?: unknown } | undefined)?.practitionerId
  const prescriber = (document.practitioner as { id?: unknown } | undefined)?.id
  if (typeof signer !== 'string' || signer !== prescriber || signer === authorOf(document)) return undefined
  if (document.status === 'active' && !isProven(keys, document)) return undefined
  const role = roleInClinic(signer)
  return role === 'doctor' || role === 'feldsher' ? role : undefined
}

/** A signature that was not there before is the author's own. */
function signsForAnother(
  document: Record<string, unknown>,
  live: Record<string, unknown> | undefined,
): boolean {
  const signature = document.signature as { practitionerId?: unknown } | undefined
  if (signature === undefined || sameJson(signature, live?.signature)) return false
  return signature.practitionerId !== authorOf(document)
}

function domainDocument(next: IncomingWrite): Record<string, unknown> {
  const own = Object.entries(next.fields).filter(([name]) => !name.startsWith('_'))
  return { ...Object.fromEntries(own), id: next.id }
}

function authorOf(document: Record<string, unknown>): string | undefined {
  const id = (document.author as { id?: unknown } | null | undefined)?.id
  return typeof id === 'string' ? id : undefined
}
