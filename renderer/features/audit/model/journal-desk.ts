import type { Clock } from '#shared/kit/clock.ts'
import type { TraceReader } from '../../../data/controls/audit-control.ts'

export interface FoundPatient {
  id: string
  /** Name and date of birth. */
  text: string
}

/** Where the journal is looked at from: a workplace with the clinic's cards, or the server alone. */
export interface JournalDesk {
  reader: TraceReader
  clock: Clock
  /** The name of this PC, where something is recorded on it. */
  stationId: string | undefined
  nameOf(patientId: string): string | undefined
  find(text: string): FoundPatient[]
  /** Asks for the names of these patients, where they are not at hand. */
  need?: (patientIds: readonly string[]) => void
  /** Shows who opened that card; left out where there is no page for it. */
  openTrail?(patientId: string): void
}
