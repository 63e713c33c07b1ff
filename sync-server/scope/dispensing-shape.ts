type Fields = Record<string, unknown>

const always = [
  '_id',
  '_rev',
  '_deleted',
  'type',
  'schemaVersion',
  'clinicId',
  'createdAt',
  'updatedAt',
  'author',
]
/** By what a pharmacy knows the person and what it must not give them. */
const ofPatient = [...always, 'name', 'birthDate', 'sex', 'allergies', 'noKnownAllergiesAt']
/** Of a prescription that waits no longer: that it must not be dispensed. */
const ofDone = [...always, 'patientId', 'status', 'validUntil', 'dispensed']

const only = (document: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.flatMap((name) => (Object.hasOwn(document, name) ? [[name, document[name]]] : [])))

/**
 * A document as a pharmacist gets it: prescriptions whole while they wait to be dispensed, afterwards only that they do
 * not; of the patient what is checked before a drug is handed over.
 */
export function dispensingShape(document: Fields): Fields {
  if (String(document._id).startsWith('patient:')) return only(document, ofPatient)
  const waits = document.status === 'active' && document._deleted !== true
  return waits ? document : only(document, ofDone)
}
