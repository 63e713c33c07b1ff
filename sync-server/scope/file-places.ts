import { databaseOfClinic, filesOfClinic } from '../accounts/clinic-store.ts'
import type { ServerContext } from '../context.ts'
import { noPlaces } from '../store/no-places.ts'
import type { Database, IncomingDocument, Opening, Store, WriteOutcome } from '../store/store.ts'
import { filePlace } from './file-write.ts'

/** Openings that may still hold when a server starts, of a clinic's last days. */
const openingsLooked = 10_000

/** Of a batch of cards that was just written. */
const newestOpenings = 50

/** Where the patients of a clinic belong; nowhere while it has no records. */
export const placesOfClinic = (store: Pick<Store, 'open'>) => (clinicId: string) =>
  store.open(databaseOfClinic(clinicId))?.places ?? noPlaces

/** The files follow a card that was written: who may see it may see them, and the others may not any more. */
export async function settleFiles(
  { store, clock }: Pick<ServerContext, 'store' | 'clock'>,
  clinicId: string,
  { places, openings }: Database,
  batch: readonly IncomingDocument[],
  rows: readonly WriteOutcome[],
): Promise<void> {
  const moved = batch.flatMap(({ id }, at) => {
    const villages = id.startsWith('patient:') && rows[at] && !('error' in rows[at]) && places.villagesOf(id)
    return villages ? [{ patient: id, villages }] : []
  })
  const files = moved.length > 0 ? store.open(filesOfClinic(clinicId)) : undefined
  if (!files) return
  await files.settle(moved)
  // A card that somebody has just made or moved may have stayed open for them; so do its files.
  const patients = new Set(moved.map(({ patient }) => patient))
  for (const opening of openings(newestOpenings))
    if (
      patients.has(opening.patient) &&
      opening.untilMs > clock.now() &&
      !files.places.isOpen(opening.person, opening.patient)
    )
      await files.open(opening)
}

/** The files of a card that is opened for a reason are open as long as it is. */
export async function openFiles(
  store: Pick<Store, 'open'>,
  clinicId: string,
  opening: Opening,
): Promise<void> {
  const files = store.open(filesOfClinic(clinicId))
  const villages = placesOfClinic(store)(clinicId).villagesOf(opening.patient)
  if (!files || !villages) return
  await files.settle([{ patient: opening.patient, villages }])
  await files.open(opening)
}

/** Brings the files of a clinic in line with its cards: when the server starts, and when their database is made. */
export async function alignFiles(store: Pick<Store, 'open'>, clinicId: string, nowMs: number): Promise<void> {
  const clinic = store.open(databaseOfClinic(clinicId))
  const files = clinic && store.open(filesOfClinic(clinicId))
  if (!files) return
  await files.placeAll(filePlace(clinic.places))
  await files.settle(
    clinic.places
      .patients()
      .map((patient) => ({ patient, villages: clinic.places.villagesOf(patient) ?? [] })),
  )
  for (const opening of clinic.openings(openingsLooked).toReversed())
    if (opening.untilMs > nowMs && !files.places.isOpen(opening.person, opening.patient))
      await files.open(opening)
}
