/** Sound documents of the clinic `demo`, to be bent in tests. */
const author = { id: 'practitioner:doctor', name: 'Иванов Иван Иванович', role: 'doctor' }

const envelope = (id: string) => ({
  _id: id,
  type: id.slice(0, id.indexOf(':')),
  schemaVersion: 1,
  clinicId: 'demo',
  createdAt: '2026-11-22T10:00:00.000Z',
  updatedAt: '2026-11-22T10:00:00.000Z-0000-test',
  author: author as Record<string, unknown>,
})

export const patientDocument = (id = 'patient:1') => ({
  ...envelope(id),
  name: { family: 'Ковалёва', given: 'Анна' },
  sex: 'female',
  birthDate: '1956-02-03',
  allergies: [],
})

export const visitDocument = (id = 'visit:1') => ({
  ...envelope(id),
  status: 'signed',
  patientId: 'patient:1',
  kind: 'ambulatory',
  startedAt: '2026-11-22T10:00:00.000Z',
  complaints: 'Кашель',
  diagnoses: [],
  practitioner: author,
  version: 1,
  rootId: id,
  signature: { practitionerId: author.id, name: author.name, signedAt: '2026-11-22T10:10:00.000Z' },
})

export const prescriptionDocument = (id = 'prescription:1') => ({
  ...envelope(id),
  status: 'active',
  patientId: 'patient:1',
  medication: { inn: 'Амоксициллин' },
  dosage: { text: 'По 1 таблетке 3 раза в день' },
  payment: 'ordinary',
  issuedOn: '2026-11-22',
  practitioner: author,
  signature: { practitionerId: author.id, name: author.name, signedAt: '2026-11-22T10:10:00.000Z' },
})

export const inboxDocument = (id = 'inbox:1') => ({
  ...envelope(id),
  kind: 'notice',
  status: 'open',
  documentId: 'patient:1',
  documentType: 'patient',
  occurredAt: '2026-11-22T10:00:00.000Z',
})

export const documentReferenceDocument = (id = 'document-reference:1') => ({
  ...envelope(id),
  patientId: 'patient:1',
  status: 'current',
  kind: 'laboratory',
  description: 'ОАК',
  addedBy: author,
  content: { contentType: 'image/jpeg', size: 9, fileId: `file:${'a'.repeat(43)}` },
})

/** A type that only a newer version knows. */
export const futureDocument = (id = 'referral:1') => ({ ...envelope(id), anything: { deep: [1] } })

export const byAuthor = <T extends object>(document: T, id: string): T => ({
  ...document,
  author: { id, name: 'Автор', role: 'doctor' },
})

/** A clinic in which nobody has a signing key. */
export const noKeys = { get: () => undefined, requiredFrom: () => undefined, noteLate: () => true }
