import type { Clock } from '#shared/kit/clock.ts'
import { clinicOfDatabase, clinicOfFiles } from '../accounts/clinic-store.ts'
import type { Practitioners } from '../accounts/practitioner-register.ts'
import { isClinicDatabase } from '../scope/database-access.ts'
import { documentPlace } from '../scope/document-place.ts'
import { alignFiles, placesOfClinic, settleFiles } from '../scope/file-places.ts'
import { filePlace } from '../scope/file-write.ts'
import { ownCardOpening } from '../scope/own-card-openings.ts'
import type {
  Database,
  IncomingDocument,
  PlaceOf,
  Store,
  WriteOptions,
  WriteOutcome,
} from '../store/store.ts'

/** Whom the documents of a mirror are about, and what hangs on that: files follow the cards of their clinic (A27). */
export interface MirrorPlacing {
  /** As many as are asked of the CouchDB in one go. */
  documentsAtOnce: number
  placeOf: PlaceOf
  /** For whom a card that was written through this server stays open for a time. */
  openingOf: WriteOptions['openingOf']
  /** After documents have come. */
  written(
    database: Database,
    batch: readonly IncomingDocument[],
    rows: readonly WriteOutcome[],
  ): Promise<void>
  /** When everything is here. */
  align(): Promise<void>
}

/** The people who have or had an account of a clinic. */
export type PersonIn = Practitioners['personIn']

/** @param store of the mirrors alone */
export function createMirrorPlacing(
  store: Store,
  clock: Clock,
  database: string,
  personIn: PersonIn,
): MirrorPlacing {
  const isOfCards = isClinicDatabase(database)
  const clinicId = isOfCards ? clinicOfDatabase(database) : clinicOfFiles(database)
  const align = () => alignFiles(store, clinicId, clock.now())
  return isOfCards
    ? {
        documentsAtOnce: 200,
        placeOf: documentPlace,
        openingOf: (written, places) =>
          ownCardOpening(written, places, (id) => personIn(clinicId, id), clock),
        written: (cards, batch, rows) => settleFiles({ store, clock }, clinicId, cards, batch, rows),
        align,
      }
    : {
        // A part has 44 KB, the list of parts of a large file up to a megabyte.
        documentsAtOnce: 50,
        openingOf: undefined,
        placeOf: (part) => filePlace(placesOfClinic(store)(clinicId))(part),
        written: async () => undefined,
        align,
      }
}
