import type { ClinicDocument, CollectionName } from './registry.ts'

const author = { id: 'practitioner:z', name: 'z', role: 'doctor' as const }
const envelope = {
  schemaVersion: 1,
  clinicId: 'demo',
  createdAt: '2026-11-01T08:00:00Z',
  updatedAt: '2026-11-01T08:00:00.000Z-0000-z',
  author,
}
const icd = (code: string) => ({ system: 'icd-10', code, display: code })
const allergy = (id: string, change: object = {}) => ({
  id: `allergy:${id}`,
  substance: { text: 'пенициллин' },
  category: 'medication',
  criticality: 'low',
  clinicalStatus: 'active',
  recordedAt: '2026-11-02',
  recordedBy: author,
  ...change,
})
const contact = (id: string, value: string, note?: string) => ({
  id: `contact:${id}`,
  system: 'phone',
  value,
  ...(note && { note }),
})
const reading = (id: string, value: number, unit: string, text?: string) => ({
  id: `measurement:${id}`,
  coding: { system: 'loinc', code: '2339-0', display: 'Глюкоза' },
  takenAt: '2026-11-02',
  category: 'laboratory',
  value,
  unit,
  ...(text && { text }),
})
const act = (day: string) => ({ at: `2026-11-${day}T08:00:00Z`, by: author })
const consent = (id: string, decision: 'permit' | 'deny', change: object = {}) => ({
  id: `consent:${id}`,
  kind: 'central-system' as const,
  decision,
  givenBy: { who: 'patient' as const },
  givenAt: '2026-11-01T08:00:00Z',
  recordedBy: author,
  textVersion: 'central-system/1',
  ...change,
})
const replacing = (...ids: string[]) => ({ replaces: ids.map((id) => ({ id: `consent:${id}` })) })
const restriction = (id: string, change: object = {}) => ({
  id: `restriction:${id}`,
  ground: 'court',
  since: '2026-11-01T08:00:00Z',
  recordedBy: author,
  ...change,
})
const dispense = (id: string) => ({ id: `dispense:${id}`, at: '2026-11-02' })
const resolution = (by: string, at: string) => ({ choice: 'seen', at, by })
const texts = ['живёт одна', 'глухая', 'живёт одна, глухая', undefined]

/** A document of each collection, as three stations last had it in common. */
export const basesForMerges: { [Name in CollectionName]: ClinicDocument } = {
  patients: {
    ...envelope,
    id: 'patient:1',
    type: 'patient',
    name: { family: 'Лукашевич', given: 'Мария' },
    sex: 'female',
    birthDate: '1960-05-01',
    note: 'живёт одна',
    address: { street: 'ул. Мира', house: '1' },
    contacts: [contact('1', '+375291111111') as never],
    allergies: [allergy('1') as never, allergy('2') as never],
    consents: [consent('1', 'permit')],
    restrictions: [restriction('1')],
  },
  visits: {
    ...envelope,
    id: 'visit:1',
    type: 'visit',
    patientId: 'patient:1',
    kind: 'ambulatory',
    startedAt: '2026-11-01T08:00:00Z',
    diagnoses: [],
    status: 'signed',
    practitioner: author,
    version: 1,
    rootId: 'visit:1',
    complaints: 'кашель',
  },
  prescriptions: {
    ...envelope,
    id: 'prescription:1',
    type: 'prescription',
    patientId: 'patient:1',
    status: 'active',
    medication: { inn: 'Амоксициллин' },
    dosage: { text: 'по 1 таблетке' },
    payment: 'ordinary',
    issuedOn: '2026-11-01',
    practitioner: author,
  },
  conditions: {
    ...envelope,
    id: 'condition:1',
    type: 'condition',
    patientId: 'patient:1',
    coding: icd('J20'),
    clinicalStatus: 'active',
    dispensary: { group: 'Д(III)', since: '2026-01-01' },
  },
  measurements: {
    ...envelope,
    id: 'measurements:1',
    type: 'measurements',
    patientId: 'patient:1',
    month: '2026-11',
    items: [reading('1', 5, 'mmol/L'), reading('2', 6, 'mmol/L')] as never,
  },
  immunizations: {
    ...envelope,
    id: 'immunization:1',
    type: 'immunization',
    patientId: 'patient:1',
    vaccine: { system: 'cvx', code: '09', display: 'АДС-М' },
    status: 'completed',
    occurredAt: '2026-11-01',
    doseNumber: 1,
  },
  documentReferences: {
    ...envelope,
    id: 'document-reference:1',
    type: 'document-reference',
    patientId: 'patient:1',
    status: 'current',
    kind: 'laboratory',
    description: 'ОАК',
    addedBy: author,
    content: { contentType: 'image/jpeg', size: 9, fileId: `file:${'a'.repeat(43)}` },
  },
  inbox: {
    ...envelope,
    id: 'inbox:1',
    type: 'inbox',
    kind: 'conflict',
    status: 'open',
    documentId: 'patient:1',
    documentType: 'patient',
    occurredAt: '2026-11-01T08:00:00Z',
  },
}

/** What stations may write into each field; `undefined` takes the field away. */
export const changesForMerges: { [Name in CollectionName]: Record<string, unknown[]> } = {
  patients: {
    name: [
      { family: 'Лукашевіч', given: 'Мария' },
      { family: 'Ковальчук', given: 'Мария' },
    ],
    sex: ['male', 'unknown'],
    birthDate: ['1961-05-01', '1960-05-02'],
    personalNumber: ['4010560A001PB1', '4010560A002PB2', undefined],
    bloodGroup: ['O(I)', 'A(II)'],
    note: texts,
    address: [{ street: 'ул. Мира', house: '2' }, { street: 'ул. Лесная', house: '1' }, undefined],
    contacts: [
      [contact('1', '+375291111111', 'дочь'), contact('3', '+375293333333')],
      [contact('2', '+375292222222'), contact('1', '+375291111111', 'сын')],
      [],
      undefined,
    ],
    allergies: [
      [allergy('1', { criticality: 'high' }), allergy('2')],
      [allergy('1', { criticality: 'unable-to-assess', reaction: 'сыпь' })],
      [allergy('2', { clinicalStatus: 'resolved' }), allergy('3', { reaction: 'отёк' })],
      [allergy('1', { reaction: 'зуд', substance: { text: 'ампициллин' } }), allergy('2')],
    ],
    consents: [
      [consent('1', 'permit'), consent('2', 'deny', replacing('1'))],
      [consent('1', 'permit'), consent('3', 'permit', replacing('1'))],
      [consent('1', 'permit', { withdrawn: act('02') })],
      [consent('1', 'permit', { withdrawn: act('03'), paper: act('02') })],
      [consent('1', 'permit', { retracted: act('02') }), consent('4', 'deny')],
      [consent('1', 'deny')],
    ],
    restrictions: [
      [restriction('1', { lifted: act('02') })],
      [restriction('1'), restriction('2', { until: '2026-12-01' })],
      undefined,
    ],
    fromNewer: [1, { a: [1, 2] }],
  },
  visits: {
    complaints: ['боль', 'боль в горле', undefined],
    plan: ['покой', 'осмотр'],
    signature: [
      { practitionerId: 'practitioner:a', name: 'a', signedAt: '2026-11-01T08:00:00Z' },
      { practitionerId: 'practitioner:b', name: 'b', signedAt: '2026-11-01T09:00:00Z' },
    ],
  },
  prescriptions: {
    status: ['completed', 'cancelled', 'entered-in-error'],
    cancelReason: ['аллергия', 'ошибка'],
    dosage: [{ text: 'по 2 таблетки' }, { text: 'по 3 таблетки' }],
    dispensed: [[dispense('1')], [dispense('2'), dispense('1')], [dispense('3')]],
  },
  conditions: {
    coding: [icd('J18'), icd('J45')],
    clinicalStatus: ['resolved', 'remission'],
    abatement: ['2026-11-02', '2026-11-03'],
    note: texts,
    dispensary: [
      { group: 'Д(III)', since: '2026-01-01', intervalMonths: 6 },
      { group: 'Д(II)', since: '2026-01-01', nextOn: '2027-01-01' },
      undefined,
    ],
  },
  measurements: {
    items: [
      [reading('1', 5.5, 'mmol/L'), reading('2', 6, 'mmol/L')],
      [reading('1', 99, 'mg/dL'), reading('3', 7, 'mmol/L', 'натощак')],
      [reading('2', 6, 'mmol/L', 'после еды'), reading('4', 8, 'mmol/L')],
      [],
    ],
  },
  immunizations: {
    vaccine: [{ system: 'cvx', code: '03', display: 'КПК' }],
    series: ['A1', 'B2'],
    doseNumber: [2, 3, undefined],
    status: ['not-done', 'entered-in-error'],
    occurredAt: ['2026-11-02', '2026-11-03'],
    note: texts,
  },
  documentReferences: {
    status: ['entered-in-error'],
    statusReason: ['чужой', 'повтор'],
    description: ['ОАК и ОАМ', 'Анализ крови'],
    kind: ['other', 'photo'],
    date: ['2026-11-01', '2026'],
  },
  inbox: {
    resolution: [
      resolution('a', '2026-11-02T08:00:00Z'),
      resolution('b', '2026-11-02T08:00:00Z'),
      resolution('b', '2026-11-03T08:00:00Z'),
    ],
    handedOver: [
      { at: '2026-11-02T08:00:00Z', by: 'a' },
      { at: '2026-11-02T09:00:00Z', by: 'b' },
    ],
  },
}
