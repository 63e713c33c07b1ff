import type { ClinicDocument } from '../registry.ts'

/** What kind of secret a document is; roles are given whole classes, never single types. */
export type DocumentClass =
  /** Who the person is: name, address, allergies. */
  | 'identity'
  /** What was found and done. */
  | 'clinical'
  | 'prescription'
  /** Remarks to people about a document of another type, with copies of it; goes with that document. */
  | 'inbox'

/** Every type of the registry; a new one does not compile until somebody has said who may see it. */
const classes: Record<ClinicDocument['type'], DocumentClass> = {
  patient: 'identity',
  visit: 'clinical',
  prescription: 'prescription',
  condition: 'clinical',
  measurements: 'clinical',
  immunization: 'clinical',
  'document-reference': 'clinical',
  inbox: 'inbox',
}

/** The types that this version knows. */
export const documentTypes: readonly string[] = Object.keys(classes)

/** A type that only a newer version knows is taken for clinical, the narrowest of what replicates. */
export const documentClassOf = (type: string): DocumentClass =>
  Object.hasOwn(classes, type) ? classes[type as ClinicDocument['type']] : 'clinical'
