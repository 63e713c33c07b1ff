import { mayPrescribe, mayWriteType, type PersonScope, roleRuleOf } from '#shared/domain/access/index.ts'
import type { Role } from '#shared/domain/common/envelope.ts'
import { consentUpdateProblem } from '#shared/domain/consent/consent.immutable.ts'
import { isOtherPaper } from '#shared/domain/document-reference/document-reference.immutable.ts'
import { isDispensing } from '#shared/domain/prescription/prescription.dispensing.ts'
import { prescriptionUpdateProblem } from '#shared/domain/prescription/prescription.immutable.ts'
import { visitUpdateProblem } from '#shared/domain/visit/visit.immutable.ts'
import { sameJson } from '#shared/kit/canonical-json.ts'
import type { Staff } from '../accounts/account.ts'
import { databaseOfClinic } from '../accounts/clinic-store.ts'
import type { Places } from '../store/store.ts'
import { consentWriteProblem } from './consent-write.ts'
import {
  authorOf,
  type IncomingWrite,
  isAboutForeignPatient,
  isBound,
  type PreviousWrite,
} from './foreign-patient.ts'
import { problems, type WriteProblem } from './problems.ts'
import { schemaProblemOf } from './schema-problem.ts'
import { isProven, type KeysOfClinic, signatureProblem } from './signature-problem.ts'

/** A practitioner who works or has worked in the clinic; undefined for anybody else. */
export type PersonOfClinic = (practitionerId: string) => (PersonScope & { role: Role }) | undefined

/**
 * Why this write into a clinic's database is refused; undefined when it may pass. Order: id, author, the author's right,
 * the author's patients, schema, clinic, whose signature, what may never change, whether the signature fits.
 *
 * The session only delivers: on a shared PC the documents of one person are often sent in the session of the next. What
 * may be written is judged by the role of the author as the server knows it, never by what the document says of it; by
 * the author's villages where the session is bound to some, too. One that sees the whole clinic could write the same in
 * its own name, and by it comes back after a restore what a feldsher wrote before the patient moved away. An administrator moves records as they are (import, another server): what does not fit its
 * signature shows at stations.
 */
export function clinicWriteProblem(
  staff: Staff,
  database: string,
  next: IncomingWrite,
  previous: PreviousWrite | undefined,
  personOfClinic: PersonOfClinic,
  keys: KeysOfClinic,
  places: Places,
): WriteProblem | undefined {
  // Design documents are code that runs on reading; a clinic's database holds records only.
  const type = /^([a-z][a-z-]{1,30}):[A-Za-z0-9._-]{1,100}$/.exec(next.id)?.[1]
  if (type === undefined) return problems.idMalformed
  const live = previous && !previous.deleted ? previous.document : undefined
  if (hasAttachments(next)) return problems.attachments
  const writer = writerOf(staff, next, personOfClinic)
  if (writer === undefined) return problems.foreignAuthor
  const { role } = writer
  if (!mayDeliver(staff, writer)) return problems.roleForbidden
  if (!mayWriteType(role, type)) return problems.roleForbidden
  if (isBound(staff) && isAboutForeignPatient(writer, next, previous, places)) return problems.foreignPatient
  if (next.deleted) return deletionProblem(role, type, live)

  const document = domainDocument(next)
  // A member `id` would hide the document's own id from every reader.
  const hidden = Object.hasOwn(next.fields, 'id') && next.fields.id !== next.id
  if (document.type !== type || hidden) return problems.idType
  const schemaProblem = schemaProblemOf(type, document)
  if (schemaProblem) return schemaProblem
  if (databaseOfClinic(String(document.clinicId)) !== database) return problems.foreignClinic
  const signer = signerBeforeAuthor(document, live, personOfClinic, keys)
  if (staff.role !== 'admin' && !signer && signsForAnother(document, live)) return problems.foreignSignature
  const consentProblem = consentWriteProblem(staff, document, live, (id) => personOfClinic(id)?.role)
  if (consentProblem) return consentProblem
  const problem = contentProblem(signer ?? role, type, document, live)
  return problem ?? (staff.role === 'admin' ? undefined : signatureProblem(keys, document, live))
}

/** Records are text; files get a database of their own, with rules of their own. */
const hasAttachments = ({ fields }: IncomingWrite): boolean =>
  Object.keys((fields._attachments as object | null | undefined) ?? {}).length > 0

/**
 * By whom a write is judged. An administrator also brings in records of authors nobody knows (import); a
 * tombstone may name no author, then the session is the writer.
 */
function writerOf(staff: Staff, next: IncomingWrite, personOfClinic: PersonOfClinic): Writer | undefined {
  const author = authorOf(next.fields)
  if (author === undefined)
    return next.deleted || staff.role === 'admin' ? { ...staff, id: staff.practitionerId } : undefined
  const known = personOfClinic(author) ?? (staff.role === 'admin' ? { ...staff, role: 'admin' } : undefined)
  return known && { ...known, id: author }
}
/**
 * Whether this session may bring what somebody has written: those who work on shared PCs bring everybody's, a pharmacy its
 * own, and who writes nothing brings nothing.
 */
function mayDeliver(staff: Staff, writer: Writer): boolean {
  const { writes, dispensesOnly } = roleRuleOf(staff.role)
  return writes.length > 0 && (!dispensesOnly || writer.id === staff.practitionerId)
}

type Writer = PersonScope & { role: Role; id: string }

/** Signed records stay. A tombstone says nothing of a person, so it needs no schema. */
function deletionProblem(
  role: Role,
  type: string,
  live: Record<string, unknown> | undefined,
): WriteProblem | undefined {
  if (roleRuleOf(role).dispensesOnly) return problems.dispensingOnly
  if (!live) return undefined
  if (type === 'visit') return problems.visitImmutable
  if (type === 'document-reference') return problems.otherPaper
  // With the card everything would go that was said; a new one under its id would know nothing of it.
  if (type === 'patient' && consentUpdateProblem(live, {})) return problems.consentImmutable
  if (type === 'prescription' && live.signature !== undefined) return problems.prescriptionImmutable
  if (type === 'prescription') return prescribingProblem(role, live)
  return undefined
}

function contentProblem(
  role: Role,
  type: string,
  document: Record<string, unknown>,
  live: Record<string, unknown> | undefined,
): WriteProblem | undefined {
  if (type === 'visit' && live && visitUpdateProblem(live, document)) return problems.visitImmutable
  if (type === 'document-reference' && live && isOtherPaper(live, document)) return problems.otherPaper
  if (type === 'prescription') {
    if (live && prescriptionUpdateProblem(live, document)) return problems.prescriptionImmutable
    if (roleRuleOf(role).dispensesOnly)
      return isDispensing(live, document) ? undefined : problems.dispensingOnly
    // What was signed stays as it was prescribed: who cancels it, or joins two states of it, prescribes nothing.
    const isPrescribed = live?.signature !== undefined && roleRuleOf(role).prescribes !== 'none'
    return isPrescribed ? undefined : prescribingProblem(role, document)
  }
  return undefined
}

/**
 * Resolution 99 of 31.10.2007: a feldsher writes ordinary prescriptions only, never preferential or free, narcotic or
 * psychotropic ones. The server's administrator brings in what others prescribed.
 */
function prescribingProblem(role: Role, document: Record<string, unknown>): WriteProblem | undefined {
  if (role === 'admin') return undefined
  if (!mayPrescribe(role, String(document.payment))) return problems.feldsherPayment
  const { control } = (document.medication ?? {}) as { control?: unknown }
  const isControlled = control === 'narcotic' || control === 'psychotropic'
  return isControlled && roleRuleOf(role).prescribes !== 'all' ? problems.feldsherControlled : undefined
}

/**
 * The role of who signed a prescription that somebody else has cancelled or dispensed since, and that the server has
 * not: it was not sent in between, or was lost in a restore. What it prescribes is judged by that role. A registered key
 * proves who that was; without one only a prescription that is not active any more can be such a case.
 */
function signerBeforeAuthor(
  document: Record<string, unknown>,
  live: Record<string, unknown> | undefined,
  personOfClinic: PersonOfClinic,
  keys: KeysOfClinic,
): Role | undefined {
  if (live || document.type !== 'prescription') return undefined
  const signer = (document.signature as { practitionerId?: unknown } | undefined)?.practitionerId
  const prescriber = (document.practitioner as { id?: unknown } | undefined)?.id
  if (typeof signer !== 'string' || signer !== prescriber || signer === authorOf(document)) return undefined
  if (document.status === 'active' && !isProven(keys, document)) return undefined
  const role = personOfClinic(signer)?.role
  return role !== undefined && roleRuleOf(role).prescribes !== 'none' ? role : undefined
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
