import { villageKeysOfPerson } from '#shared/domain/access/index.ts'
import type { Staff } from '../accounts/account.ts'
import { clinicOfDatabase, clinicOfFiles } from '../accounts/clinic-store.ts'
import { usersDatabase } from '../accounts/couch-users.ts'
import type { Principal } from '../accounts/principal.ts'
import type { ServerContext } from '../context.ts'
import type { IncomingDocument, WriteGuard, WriteOptions } from '../store/store.ts'
import { clinicWriteProblem } from './clinic-write.ts'
import { belongsToClinic, isClinicDatabase, mayWriteDesign } from './database-access.ts'
import { isDatabaseAdmin, type SecuredDatabase } from './database-security.ts'
import { documentPlace } from './document-place.ts'
import { placesOfClinic } from './file-places.ts'
import { fileRules } from './file-write.ts'
import { authorOf, isAboutForeignPatient } from './foreign-patient.ts'
import { ownCardOpening } from './own-card-openings.ts'
import { problems } from './problems.ts'
import type { KeysOfClinic } from './signature-problem.ts'
import { userWriteGuard } from './user-write.ts'

/** What writes are judged by beside the document itself. */
export type KnownOfClinics = Pick<ServerContext, 'accounts' | 'signingKeys' | 'clock' | 'store'>

/** The rules that hold for writes of this principal into this database; empty where everything may be written. */
export function rulesFor(
  principal: Principal,
  database: SecuredDatabase,
  known: KnownOfClinics,
  newEdits: boolean,
): Omit<WriteOptions, 'newEdits'> {
  if (database.name === usersDatabase)
    return { guard: userWriteGuard(principal, isDatabaseAdmin(principal, database)), dropsOldBodies: true }
  if (isClinicDatabase(database.name)) {
    if (!principal.staff) return { guard: onlyStaff }
    return clinicRules(principal.staff, database.name, known, newEdits)
  }
  if (belongsToClinic(database.name)) {
    if (!principal.staff) return { guard: onlyStaff }
    const clinicId = clinicOfFiles(database.name)
    const personOfClinic = (id: string) => known.accounts.practitioners.personIn(clinicId, id)
    return fileRules(principal.staff, placesOfClinic(known.store)(clinicId), personOfClinic)
  }
  return mayWriteDesign(principal, database) ? {} : { guard: noDesign(principal) }
}

function clinicRules(
  staff: Staff,
  database: string,
  { accounts, signingKeys, clock }: KnownOfClinics,
  newEdits: boolean,
): Omit<WriteOptions, 'newEdits'> {
  const clinicId = clinicOfDatabase(database)
  const personOfClinic = (practitionerId: string) => accounts.practitioners.personIn(clinicId, practitionerId)
  const keys: KeysOfClinic = {
    get: (keyId) => signingKeys.get(clinicId, keyId),
    requiredFrom: () => signingKeys.requiredFrom(clinicId),
    noteLate: (key, documentId) => signingKeys.noteLate(clinicId, key, documentId),
  }
  const guard: WriteGuard = (next, previous, places) => {
    const before = previous && fieldsOf(previous)
    // A revision beside those that are here asks for no knowledge of them: in whosever name it comes, it moves no card
    // into the villages of who brings it.
    const isBesides = !newEdits && isAboutForeignPatient(asPerson(staff), next, before, places)
    const problem = isBesides
      ? problems.foreignPatient
      : clinicWriteProblem(staff, database, next, before, personOfClinic, keys, places)
    // As if the document were not there: a revision of it is nothing that the writer can know.
    if (problem === problems.foreignPatient && newEdits && next.rev !== undefined)
      return { error: 'conflict', reason: 'Document update conflict.' }
    if (problem) return { error: 'forbidden', reason: `${problem.code}: ${problem.text}` }
    // A station sends again what it does not know to have arrived; meanwhile somebody may have deleted it.
    const rises = previous?.deleted === true && !next.deleted && next.rev === undefined
    return rises ? { error: 'conflict', reason: 'Document update conflict.' } : undefined
  }
  return {
    deliveredBy: staff.practitionerId,
    guard,
    dropsOldBodies: true,
    placeOf: documentPlace,
    openingOf: (written, places) => ownCardOpening(written, places, personOfClinic, clock),
  }
}

/** Whether a batch is judged by where patients belong: somebody who brings or wrote a part of it is bound to villages. */
export function asksForPlaces(
  { staff }: Principal,
  database: string,
  { accounts }: Pick<KnownOfClinics, 'accounts'>,
  batch: readonly IncomingDocument[],
): boolean {
  if (!staff || !belongsToClinic(database)) return false
  if (villageKeysOfPerson(staff)) return true
  const clinicId = isClinicDatabase(database) ? clinicOfDatabase(database) : clinicOfFiles(database)
  const authors = new Set(batch.flatMap(({ fields }) => authorOf(fields) ?? []))
  return [...authors].some((author) => {
    const person = accounts.practitioners.personIn(clinicId, author)
    return person !== undefined && villageKeysOfPerson(person) !== undefined
  })
}

const onlyStaff: WriteGuard = () => ({ error: 'forbidden', reason: 'only staff writes here' })

const asPerson = (staff: Staff) => ({ ...staff, id: staff.practitionerId })

const noDesign =
  ({ user }: Principal): WriteGuard =>
  ({ id }) =>
    id.startsWith('_design/')
      ? { error: user === null ? 'unauthorized' : 'forbidden', reason: 'You are not a db or server admin.' }
      : undefined

const fieldsOf = (previous: { id: string; deleted: boolean; body: string }) => ({
  deleted: previous.deleted,
  document: JSON.parse(`{"id":${JSON.stringify(previous.id)}${previous.body}}`) as Record<string, unknown>,
})
