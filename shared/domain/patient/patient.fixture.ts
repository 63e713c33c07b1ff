import type { Patient } from './patient.schema.ts'

/** A plainly invented patient for tests. */
export const examplePatient = (changes: Partial<Patient> & { id?: string } = {}): Patient => ({
  id: 'patient:example',
  type: 'patient',
  schemaVersion: 1,
  clinicId: 'demo',
  createdAt: '2026-11-01T08:00:00.000Z',
  updatedAt: '2026-11-01T08:00:00.000Z-0000-test',
  author: { id: 'practitioner:example', name: 'Примеров П. П.', role: 'doctor' },
  name: { family: 'Примерова', given: 'Анна', patronymic: 'Ивановна' },
  sex: 'female',
  birthDate: '1957-03-12',
  ...changes,
})
