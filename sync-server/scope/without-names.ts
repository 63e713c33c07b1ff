/** Members by type that tell nothing of who the person is; all others are left out, those of newer versions too. */
const told: Record<string, readonly string[]> = {
  patient: ['sex', 'bloodGroup', 'noKnownAllergiesAt'],
  visit: ['patientId', 'status', 'kind', 'startedAt', 'endedAt', 'vitals', 'version', 'rootId', 'replaces'],
  prescription: [
    'patientId',
    'status',
    'payment',
    'course',
    'issuedOn',
    'validUntil',
    'diagnosis',
    'quantity',
  ],
  condition: ['patientId', 'coding', 'clinicalStatus', 'certainty', 'onset', 'abatement', 'dispensary'],
  measurements: ['patientId', 'month'],
  'document-reference': ['patientId', 'visitId', 'status', 'kind', 'date'],
  immunization: ['patientId', 'vaccine', 'occurredAt', 'status', 'doseNumber', 'series'],
}
const always = ['_id', '_rev', '_deleted', 'type', 'schemaVersion', 'clinicId', 'createdAt', 'updatedAt']

type Fields = Record<string, unknown>

const only = (document: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.flatMap((name) => (Object.hasOwn(document, name) ? [[name, document[name]]] : [])))
const objectOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(objectOf) : [])

/**
 * A document as a statistician gets it: no name, number, address below the сельсовет, no day of birth, no free text, in
 * which anything may stand. Ids stay, so that a person's records can be counted together.
 */
export function withoutNames(document: Fields): Fields {
  const type = String(document._id).split(':')[0] ?? ''
  return { ...only(document, always), ...only(document, told[type] ?? []), ...partsOf(type, document) }
}

function partsOf(type: string, document: Fields): Fields {
  if (document._deleted === true) return {}
  if (type === 'patient')
    return {
      birthDate: String(document.birthDate ?? '').slice(0, 4),
      address: only(objectOf(document.address), ['region', 'district', 'selsovet']),
      ...(document.deceasedAt === undefined ? {} : { deceasedAt: String(document.deceasedAt).slice(0, 4) }),
    }
  if (type === 'visit')
    return {
      diagnoses: listOf(document.diagnoses).map((each) =>
        only(each, ['coding', 'code', 'role', 'certainty']),
      ),
    }
  if (type === 'prescription')
    return {
      medication: only(objectOf(document.medication), ['inn', 'form', 'strength', 'coding', 'control']),
    }
  if (type === 'measurements')
    return {
      items: listOf(document.items).map((item) =>
        only(item, ['coding', 'takenAt', 'value', 'unit', 'category']),
      ),
    }
  return {}
}
