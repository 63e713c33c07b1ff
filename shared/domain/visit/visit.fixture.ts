import type { Clock } from '../../kit/clock.ts'
import { createHybridClock } from '../../kit/hybrid-clock.ts'
import { createMakeId } from '../../kit/ids.ts'
import type { VisitContext } from './visit.commands.ts'
import type { Diagnosis, VisitDraft } from './visit.schema.ts'

/** For tests: 22 November 2026, 12:00 in Minsk. */
export const testNowMs = Date.parse('2026-11-22T09:00:00.000Z')

/** For tests: a doctor, a woman born in 1960, a clock that stands and ids that count up. */
export function testVisitContext(overrides: Partial<VisitContext> = {}): VisitContext {
  const clock: Clock = { now: () => testNowMs }
  let made = 0
  return {
    clock,
    hybridClock: createHybridClock(clock, 'test'),
    makeId: createMakeId(clock, (length) => new Uint8Array(length).fill(++made)),
    clinicId: 'demo',
    author: { id: 'practitioner:demo-doctor', name: 'Ковалевич Ирина Петровна', role: 'doctor' },
    patient: { birthDate: '1960-05-04', sex: 'female' },
    facility: { id: 'facility:zarechye', name: 'Заречская врачебная амбулатория' },
    position: 'врач общей практики',
    ...overrides,
  }
}

export const testDiagnosis = (code: string, overrides: Partial<Diagnosis> = {}): Diagnosis => ({
  id: `diagnosis:${code}`,
  coding: { system: 'icd-10', code, display: `Диагноз ${code}` },
  role: 'main',
  certainty: 'final',
  ...overrides,
})

/** For tests: a draft that may be signed. */
export const testDraft = (overrides: Partial<VisitDraft> = {}): VisitDraft => ({
  id: 'visit:01TESTDRAFT',
  patientId: 'patient:01TEST',
  kind: 'ambulatory',
  startedAt: '2026-11-22T08:40:00.000Z',
  complaints: 'Головная боль',
  diagnoses: [testDiagnosis('I10')],
  savedAt: '2026-11-22T08:50:00.000Z',
  ...overrides,
})
