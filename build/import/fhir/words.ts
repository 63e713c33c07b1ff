import type { BundleRefusal, ImportProblemCode, LeftOutReason } from '#shared/fhir/outcome.ts'
import type { ReadFailure } from './bundle-file.ts'

export const reasonWords: Record<LeftOutReason, string> = {
  'no-place': 'no place in the record',
  billing: 'billing and insurance',
  planning: 'plans and teams: no place yet',
  'results-kept': 'only a cover: its results come as measurements',
  documents: 'documents and images: no place yet',
  devices: 'devices and supplies: no place yet',
  technical: 'technical',
  'name-only': 'only the name is kept, in the visits',
  'entered-in-error': 'entered in error at the source',
  'not-happened': 'planned or cancelled',
  'not-done': 'not carried out',
  'not-an-order': 'a draft or a plan, not a prescription',
  refuted: 'refuted at the source',
  'no-value': 'has no value',
  'no-encounter': 'belongs to no visit',
  'no-known-allergy': '"no known allergy" without a date',
  unused: 'no prescription uses it',
}

export const problemWords: Record<ImportProblemCode, string> = {
  required: 'is missing',
  'wrong-type': 'is of the wrong type',
  'wrong-value': 'has a value that FHIR does not allow',
  'not-accepted': 'is not accepted by the record',
  'unresolved-reference': 'leads to nothing in this file',
  'other-patient': 'leads to another person',
  duplicate: 'is there for the second time',
  'no-resource': 'holds no resource',
  'no-identity': 'has no id',
}

export function refusalWords(refusal: BundleRefusal): string {
  switch (refusal.kind) {
    case 'not-a-bundle':
      return refusal.found === '' ? 'is not a FHIR resource' : `holds a single ${refusal.found}, not a Bundle`
    case 'no-patient':
      return 'holds no Patient'
    case 'several-patients':
      return `holds ${refusal.count} Patients; one file is one patient`
    case 'patient-invalid':
      return `the Patient is invalid: ${refusal.problems
        .map(({ path, code }) => `${path} ${problemWords[code]}`)
        .join('; ')}`
  }
}

export function failureWords(failure: ReadFailure): string {
  switch (failure.kind) {
    case 'unreadable':
      return failure.message === 'ENOENT' ? 'no such file' : `cannot be read (${failure.message})`
    case 'not-utf-8':
      return 'is not UTF-8 text'
    case 'broken':
      return failure.atEnd
        ? `is cut off: it ends at line ${failure.line}, column ${failure.column} in the middle`
        : `is not JSON at line ${failure.line}, column ${failure.column}`
  }
}
