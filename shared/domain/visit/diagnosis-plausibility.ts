import type { FieldProblem } from '../common/command-context.ts'
import type { Patient } from '../patient/patient.schema.ts'
import type { Diagnosis } from './visit.schema.ts'

/**
 * ICD-10 categories that fit one sex or one age only: from and to are three-character categories, ages whole years.
 * Source: ICD-10 volume 1, chapter headings and inclusion notes. A warning, never a stop: codes are used loosely.
 */
const plausibility: {
  from: string
  to: string
  sex?: 'male' | 'female'
  fromAge?: number
  toAge?: number
}[] = [
  { from: 'C51', to: 'C58', sex: 'female' },
  { from: 'C60', to: 'C63', sex: 'male' },
  { from: 'D06', to: 'D06', sex: 'female' },
  { from: 'D25', to: 'D28', sex: 'female' },
  { from: 'D29', to: 'D29', sex: 'male' },
  { from: 'N40', to: 'N51', sex: 'male' },
  { from: 'N70', to: 'N98', sex: 'female' },
  { from: 'O00', to: 'O99', sex: 'female', fromAge: 10, toAge: 60 },
  { from: 'P00', to: 'P96', toAge: 0 },
  { from: 'Z32', to: 'Z36', sex: 'female', fromAge: 10, toAge: 60 },
]

/** Warnings about diagnoses that do not fit the patient's sex or age (whole months on the day of the visit). */
export function diagnosisWarnings(
  diagnoses: readonly Diagnosis[],
  sex: Patient['sex'],
  months: number,
): FieldProblem[] {
  const years = Math.floor(months / 12)
  return diagnoses.flatMap(({ coding }, index) => {
    if (coding.system !== 'icd-10') return []
    const category = coding.code.slice(0, 3)
    const rule = plausibility.find(({ from, to }) => category >= from && category <= to)
    if (!rule) return []
    const about = { path: `diagnoses.${index}`, severity: 'warning' as const, values: { code: coding.code } }
    if (rule.sex && sex !== 'unknown' && sex !== rule.sex)
      return [{ ...about, code: 'visit.diagnosis-not-for-sex' }]
    if (years < (rule.fromAge ?? 0) || years > (rule.toAge ?? 200))
      return [{ ...about, code: 'visit.diagnosis-not-for-age' }]
    return []
  })
}
