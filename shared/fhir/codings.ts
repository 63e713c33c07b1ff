import type { Coding } from '#shared/domain/common/envelope.ts'
import { wordTable } from '../kit/word-table.ts'
import type { CodeableConcept, FhirCoding } from './elements.ts'

/** Our short names of the code systems that FHIR names by address. Any other keeps its address. */
const shortNames = wordTable<string>({
  'http://snomed.info/sct': 'snomed',
  'http://loinc.org': 'loinc',
  'http://www.nlm.nih.gov/research/umls/rxnorm': 'rxnorm',
  'http://hl7.org/fhir/sid/cvx': 'cvx',
  'http://hl7.org/fhir/sid/icd-10': 'icd-10',
  'http://hl7.org/fhir/sid/icd-10-cm': 'icd-10-cm',
  'http://hl7.org/fhir/sid/icd-9-cm': 'icd-9-cm',
  'http://hl7.org/fhir/sid/ndc': 'ndc',
  'http://www.whocc.no/atc': 'atc',
  'urn:oid:2.16.840.1.113883.6.96': 'snomed',
  'urn:oid:2.16.840.1.113883.6.3': 'icd-10',
})

export const shortSystem = (system: string | undefined): string =>
  system === undefined || system === '' ? 'unknown' : (shortNames[system] ?? system)

/** What a person reads: the words somebody wrote, else those of the first code that has some, else the code. */
export const conceptText = (concept: CodeableConcept | undefined): string | undefined =>
  concept?.text?.trim() ||
  concept?.coding?.find((coding) => coding.display?.trim())?.display?.trim() ||
  concept?.coding?.find((coding) => coding.code?.trim())?.code?.trim() ||
  undefined

const isCode = (coding: FhirCoding): coding is FhirCoding & { code: string } =>
  coding.code !== undefined && coding.code.trim() !== ''

/**
 * One coding of a concept, of the first system in `preferred` that it has; its other codes stay beside it as
 * `translations`. A concept in words alone has the system `text` and the code `-`.
 */
export function pickCoding(
  concept: CodeableConcept | undefined,
  preferred: readonly string[],
): Coding | undefined {
  const words = conceptText(concept)
  if (!concept || words === undefined) return undefined
  const codings = (concept.coding ?? []).filter(isCode).map(
    (coding): Coding => ({
      system: shortSystem(coding.system),
      ...(coding.version ? { version: coding.version } : {}),
      code: coding.code,
      display: coding.display?.trim() || words,
    }),
  )
  const rank = (coding: Coding) => {
    const place = preferred.indexOf(coding.system)
    return place < 0 ? preferred.length : place
  }
  const [first, ...others] = codings.sort((a, b) => rank(a) - rank(b))
  if (!first) return { system: 'text', code: '-', display: words }
  return others.length > 0 ? { ...first, translations: others } : first
}

/** The code of a status or category concept, whatever its system. */
export const firstCode = (concept: CodeableConcept | undefined): string | undefined =>
  concept?.coding?.find(isCode)?.code
