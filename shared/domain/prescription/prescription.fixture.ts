import { testVisitContext } from '../visit/visit.fixture.ts'
import type { PrescriptionDraft } from './prescription.draft.ts'
import type { PrescriptionContext } from './prescription.rules.ts'

/** For tests: a doctor of an ambulatory and a woman without known allergies. */
export function testPrescriptionContext(overrides: Partial<PrescriptionContext> = {}): PrescriptionContext {
  const { clock, hybridClock, makeId, clinicId, author } = testVisitContext()
  return {
    clock,
    hybridClock,
    makeId,
    clinicId,
    author,
    patient: {
      name: { family: 'Ўладыкіна', given: 'Ірына', patronymic: 'Ільінічна' },
      birthDate: '1960-05-04',
      sex: 'female',
      noKnownAllergiesAt: '2026-01-01T08:00:00.000Z',
    },
    prescriptions: [],
    organization: {
      id: 'facility:priozersk-crb',
      name: 'УЗ «Приозёрская ЦРБ»',
      payerNumber: '100325912',
      unitName: 'Заречская врачебная амбулатория',
      unitAddress: 'аг. Заречье, ул. Школьная, 4',
      phone: '+375 1797 2 22 22',
    },
    position: 'врач общей практики',
    ...overrides,
  }
}

/** For tests: a prescription that may be signed. */
export const testPrescriptionDraft = (overrides: Partial<PrescriptionDraft> = {}): PrescriptionDraft => ({
  id: 'prescription:01TEST',
  patientId: 'patient:01TEST',
  medication: {
    inn: 'Амоксициллин',
    innLatin: 'Amoxicillini',
    form: 'таблетки',
    strength: '500 мг',
    coding: { system: 'atc', code: 'J01CA04', display: 'Амоксициллин' },
    control: 'ordinary',
  },
  dosage: { text: 'По 1 таблетке 3 раза в день 7 дней', dose: '1 таблетка', timesPerDay: 3, durationDays: 7 },
  quantity: { value: 21, unit: 'табл.' },
  payment: 'ordinary',
  course: 'course',
  overrides: {},
  ...overrides,
})
