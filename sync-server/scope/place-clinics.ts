import { AppError } from '#shared/errors/app-error.ts'
import { clinicOfDatabase } from '../accounts/clinic-store.ts'
import type { Store } from '../store/store.ts'
import { isClinicDatabase } from './database-access.ts'
import { documentPlace } from './document-place.ts'
import { alignFiles } from './file-places.ts'

/** Finds out whom the documents of clinics are about that an earlier version stored, before anybody asks. */
export async function placeClinics(store: Store, nowMs: number): Promise<void> {
  for (const name of store.databaseNames().filter(isClinicDatabase))
    try {
      await store.open(name)?.placeAll(documentPlace)
      await alignFiles(store, clinicOfDatabase(name), nowMs)
    } catch (error) {
      // A damaged database answers for itself; the others go on (D4).
      if (!(error instanceof AppError)) throw error
    }
}
