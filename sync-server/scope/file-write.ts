import { fileDocumentId, fileDocumentSchema, longestChunkText } from '#shared/contract/file-key.ts'
import { caresForPatients, mayWriteType } from '#shared/domain/access/index.ts'
import type { Staff } from '../accounts/account.ts'
import type { DocumentPlace, Places, WriteGuard, WriteOptions } from '../store/store.ts'
import type { PersonOfClinic } from './clinic-write.ts'
import { isAboutForeignPatient, isBound } from './foreign-patient.ts'
import { problems } from './problems.ts'

/** About nobody whom anybody could have in their villages. */
const unknownPatient = ''

const refuse = (code: string, text: string) => ({ error: 'forbidden' as const, reason: `${code}: ${text}` })

/**
 * Rules of a clinic's files (A26, S20 to S23). They are written once: a chunk's name says whose and what it is, so nothing
 * is ever changed, and a record of years ago finds its paper. The server sees ciphers, and beside them whose they are.
 * @param clinic where the patients of the clinic belong
 */
export function fileRules(
  staff: Staff,
  clinic: Places,
  personOfClinic: PersonOfClinic,
): Pick<WriteOptions, 'guard' | 'deliveredBy' | 'dropsOldBodies' | 'placeOf'> {
  const guard: WriteGuard = (next, previous) => {
    if (!fileDocumentId.test(next.id)) return refuse('file.name', 'Это не файл клиники')
    if (next.deleted || (previous && !previous.deleted && previous.body !== next.body))
      return refuse('file.written-once', 'Сохранённый файл нельзя изменить или удалить')
    const { _id, _rev, _revisions, ...members } = next.fields
    const file = fileDocumentSchema.safeParse(members)
    const isTooLong = next.id.startsWith('chunk:') && (file.data?.data.length ?? 0) > longestChunkText
    if (!file.success || isTooLong) return refuse('file.shape', 'Часть файла записана неверно')
    const known = personOfClinic(file.data.author.id)
    if (!known) return refuse(problems.foreignAuthor.code, problems.foreignAuthor.text)
    // Both: who wrote it had to be one who files papers, and so does who brings it.
    if (![known.role, staff.role].every(mayFile))
      return refuse(problems.roleForbidden.code, problems.roleForbidden.text)
    const writer = { ...known, id: file.data.author.id }
    return isBound(staff) && isAboutForeignPatient(writer, next, undefined, clinic)
      ? refuse(problems.foreignPatient.code, problems.foreignPatient.text)
      : undefined
  }
  return {
    ...(staff.role === 'admin' ? {} : { guard }),
    deliveredBy: staff.practitionerId,
    dropsOldBodies: true,
    placeOf: filePlace(clinic),
  }
}

/** Whether this role puts papers into records. */
const mayFile = (role: string): boolean => caresForPatients(role) && mayWriteType(role, 'document-reference')

/** Whose a file is, and where that patient belongs by the clinic's records. What says nothing of it is nobody's. */
export const filePlace =
  (clinic: Places) =>
  ({ patientId }: Record<string, unknown>): DocumentPlace =>
    typeof patientId === 'string'
      ? { patient: patientId, villages: clinic.villagesOf(patientId) }
      : { patient: unknownPatient }
