import type { Author } from '#shared/domain/common/envelope.ts'
import type { BundleEntry, BundleIndex } from './bundle-index.ts'
import { conceptText } from './codings.ts'
import type { CodeableConcept, FhirReference, HumanName } from './elements.ts'
import { importedId, type ResourceSource } from './source-id.ts'

/** What every resource's mapping needs to know of the whole. */
export interface MappingContext {
  clinicId: string
  author: Author
  /** ISO 8601, and a stamp of the hybrid clock; both the same for the whole Bundle. */
  createdAt: string
  updatedAt: string
  index: BundleIndex
  patientId: string
  patientSource: ResourceSource
  patientEntry: BundleEntry
  birthDate: string
}

/** Who stands for a person that the source does not name. The same whoever imports, so that contents compare. */
export const importAuthor: Author = { id: 'import:fhir', name: 'FHIR', role: 'import' }

export type EnvelopeContext = Pick<MappingContext, 'clinicId' | 'author' | 'createdAt' | 'updatedAt'>

/** The envelope of an imported document; its id follows from the source. */
export function importedEnvelope<T extends string>(
  type: T,
  schemaVersion: number,
  source: ResourceSource,
  context: EnvelopeContext,
) {
  return {
    id: importedId(type, source),
    type,
    schemaVersion,
    clinicId: context.clinicId,
    createdAt: context.createdAt,
    updatedAt: context.updatedAt,
    author: context.author,
    source: { ...source },
  }
}

/** The members that are not undefined: `exactOptionalPropertyTypes` wants absent, not undefined. */
export function present<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}

/** Several notes as one text; undefined when there are none. */
export const joinTexts = (...texts: (string | null | undefined)[]): string | undefined =>
  texts
    .map((text) => text?.trim())
    .filter(Boolean)
    .join('\n') || undefined

export const nameInOneLine = (name: HumanName | undefined): string | undefined =>
  [name?.family, ...(name?.given ?? [])].filter(Boolean).join(' ') || name?.text || undefined

/** Who did it, as a snapshot: the practitioner of the Bundle, else the words of the reference, else the import. */
export function authorOf(
  reference: FhirReference | undefined,
  from: BundleEntry,
  path: string,
  context: Pick<MappingContext, 'index'>,
): Author {
  const entry = context.index.resolve(reference, from, path)
  const names = entry?.resource.name
  const name =
    (Array.isArray(names) ? nameInOneLine(readName(names[0])) : readText(names)) ?? reference?.display
  if (!name?.trim()) return importAuthor
  const id = entry?.source ? importedId('import', entry.source) : importAuthor.id
  return { id, name: name.trim().slice(0, 500), role: 'import' }
}

const readText = (value: unknown) => (typeof value === 'string' ? value : undefined)

/** A name read from an entry that was never validated: an odd one counts as none. */
function readName(value: unknown): HumanName | undefined {
  if (value === null || typeof value !== 'object') return undefined
  const { family, given, text } = value as Record<string, unknown>
  return present({
    family: readText(family),
    given: Array.isArray(given) ? given.filter((part) => typeof part === 'string') : undefined,
    text: readText(text),
  })
}

/** Several concepts as one line of words. */
export const conceptsText = (concepts: readonly CodeableConcept[] | undefined): string | undefined =>
  (concepts ?? []).map(conceptText).filter(Boolean).join('; ') || undefined
