/** Whom a document is about; `villages` is given by the patient's own card and empty where it names none. */
export interface DocumentPlace {
  patient: string | null
  villages?: string[] | undefined
}
/** What a database knows of its documents' places. */
export interface Places {
  patientOf(id: string): string | null
  /** Everybody whose villages are known here. */
  patients(): string[]
  /** Undefined as long as the patient's card is not here. */
  villagesOf(patient: string): string[] | undefined
  /** Whether this person may see this patient for a time although the card is not one of theirs. */
  isOpen(person: string, patient: string): boolean
}
export type PlaceOf = (document: Record<string, unknown>, places: Places) => DocumentPlace

/**
 * What a person may see of a database. Documents outside are not there: no read tells them from those that never were.
 */
export interface ReadScope {
  /** Equal for equal scopes of one person. */
  key: string
  /** Whose openings count, and whose checkpoints are kept. */
  person: string
  /** The types that are left out, or those that alone are not; undefined for all. */
  types: { only: string[] } | { not: string[] } | undefined
  /** For documents about documents (`documentType`) of this type: what they may be about. */
  about: { type: string; types: ReadScope['types'] } | undefined
  /** Keys of villages; undefined for the whole clinic. */
  villages: string[] | undefined
  /** The only patient; undefined for all. */
  patient: string | undefined
  /** What is left of a document; undefined when all is. */
  shape: ((document: Record<string, unknown>) => Record<string, unknown>) | undefined
}

/** A card outside a person's own patients that they may see until `untilMs`. */
export interface Opening {
  person: string
  patient: string
  openedAtMs: number
  untilMs: number
  reason: string
}
