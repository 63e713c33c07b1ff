import type { CourierProblem } from '../controls/courier-control.ts'
import type { createCourierLog } from './courier-log.ts'
import type { OpenCourierFile } from './file-reader.ts'

/** Why a file that opened is not to be taken on this PC; undefined for one that is. */
export function notForHere(
  { header, introduction }: Pick<OpenCourierFile, 'header' | 'introduction'>,
  here: { clinicId: string; stationId: string; log: ReturnType<typeof createCourierLog> },
): CourierProblem | undefined {
  const known = here.log.peer(header.from)
  if (header.clinicId !== here.clinicId) return 'other-clinic'
  if (header.from === here.stationId) return 'own-file'
  if (introduction.to !== '*' && introduction.to !== here.stationId) return 'for-another'
  if (known && known.publicKey !== introduction.publicKey) return 'other-signature'
  if (known && header.number <= known.number) return 'already-read'
  return undefined
}
