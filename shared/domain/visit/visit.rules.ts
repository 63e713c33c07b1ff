import { ageInMonths, isPartialDate, minskDay, type PartialDate } from '../../kit/partial-date.ts'
import type { FieldProblem } from '../common/command-context.ts'
import type { Patient } from '../patient/patient.schema.ts'
import { diagnosisWarnings } from './diagnosis-plausibility.ts'
import type { VisitDraft, Vitals } from './visit.schema.ts'
import { vitalsSchema } from './visit.schema.ts'
import { type RangedVital, type VitalBand, vitalRanges } from './vitals-ranges.ts'

export type VitalStatus = 'critical-low' | 'low' | 'normal' | 'high' | 'critical-high'

/** The reference band of a vital sign at an age in whole months; undefined where no range is known. */
export const vitalBand = (vital: RangedVital, months: number): VitalBand | undefined =>
  vitalRanges[vital].bands.find(
    (band) => months >= band.fromMonths && (band.toMonths === undefined || months < band.toMonths),
  )

/** Where a value stands in the range for the age (whole months); undefined where no range is known. */
export function vitalStatus(vital: RangedVital, value: number, months: number): VitalStatus | undefined {
  const band = vitalBand(vital, months)
  if (!band) return undefined
  if (band.criticalLow !== undefined && value <= band.criticalLow) return 'critical-low'
  if (band.criticalHigh !== undefined && value >= band.criticalHigh) return 'critical-high'
  if (band.low !== undefined && value < band.low) return 'low'
  if (band.high !== undefined && value > band.high) return 'high'
  return 'normal'
}

/** Body mass index in kg/m2 with one decimal; undefined without height and weight. */
export function bodyMassIndex(vitals: Pick<Vitals, 'heightCm' | 'weightKg'>): number | undefined {
  if (!vitals.heightCm || !vitals.weightKg) return undefined
  return Math.round((vitals.weightKg / (vitals.heightCm / 100) ** 2) * 10) / 10
}

export type BmiClass = 'underweight' | 'normal' | 'overweight' | 'obesity-1' | 'obesity-2' | 'obesity-3'

/** Class of a BMI (WHO, adults 18 and over); undefined for children, who need growth curves. */
export function bmiClass(bmi: number, months: number): BmiClass | undefined {
  if (months < 216) return undefined
  if (bmi < 18.5) return 'underweight'
  if (bmi < 25) return 'normal'
  if (bmi < 30) return 'overweight'
  return bmi < 35 ? 'obesity-1' : bmi < 40 ? 'obesity-2' : 'obesity-3'
}

export type VisitPatient = Pick<Patient, 'birthDate' | 'sex' | 'deceasedAt'>

/** The day in Minsk of a moment or partial date, as far as it is known. */
export const dayOf = (when: string): PartialDate => (when.length > 10 ? minskDay(Date.parse(when)) : when)

/** Age in whole months on the day of a moment or partial date. */
export const monthsAt = (birthDate: PartialDate, when: string): number => ageInMonths(birthDate, dayOf(when))

/** True when day `a` is certainly before day `b`; partial dates compare only as far as both are known. */
const isBefore = (a: PartialDate, b: PartialDate): boolean => {
  const length = Math.min(a.length, b.length)
  return a.slice(0, length) < b.slice(0, length)
}

const written = (text: string | undefined): boolean => (text ?? '').trim() !== ''

const error = (path: string, code: string, values?: FieldProblem['values']): FieldProblem => ({
  path,
  code,
  severity: 'error',
  ...(values ? { values } : {}),
})
const warning = (path: string, code: string): FieldProblem => ({ path, code, severity: 'warning' })

function timeProblems(draft: VisitDraft, patient: VisitPatient, nowMs: number): FieldProblem[] {
  const problems: FieldProblem[] = []
  const day = dayOf(draft.startedAt)
  const inFuture = draft.startedAt.length > 10 ? Date.parse(draft.startedAt) > nowMs + 5 * 60_000 : false
  if (inFuture || isBefore(minskDay(nowMs), day)) problems.push(error('startedAt', 'visit.in-future'))
  if (isBefore(day, patient.birthDate)) problems.push(error('startedAt', 'visit.before-birth'))
  if (patient.deceasedAt && isBefore(dayOf(patient.deceasedAt), day))
    problems.push(warning('startedAt', 'visit.after-death'))
  if (draft.endedAt && isBefore(dayOf(draft.endedAt), day))
    problems.push(error('endedAt', 'visit.ended-before-start'))
  if (draft.nextVisitOn && !isPartialDate(draft.nextVisitOn))
    problems.push(error('nextVisitOn', 'visit.next-visit-no-date'))
  else if (draft.nextVisitOn && isBefore(draft.nextVisitOn, day))
    problems.push(error('nextVisitOn', 'visit.next-visit-in-past'))
  return problems
}

function vitalsProblems(vitals: Vitals | undefined): FieldProblem[] {
  if (!vitals) return []
  const checked = vitalsSchema.safeParse(vitals)
  const problems = checked.success
    ? []
    : checked.error.issues.map((issue) => error(`vitals.${issue.path.join('.')}`, 'visit.vital-impossible'))
  const { systolicMmHg: systolic, diastolicMmHg: diastolic } = vitals
  if (systolic !== undefined && diastolic !== undefined && diastolic >= systolic)
    problems.push(error('vitals.diastolicMmHg', 'visit.diastolic-above-systolic'))
  if ((systolic === undefined) !== (diastolic === undefined))
    problems.push(
      warning(
        systolic === undefined ? 'vitals.systolicMmHg' : 'vitals.diastolicMmHg',
        'visit.half-blood-pressure',
      ),
    )
  return problems
}

function diagnosisProblems(draft: VisitDraft, patient: VisitPatient): FieldProblem[] {
  const problems: FieldProblem[] = []
  const main = draft.diagnoses.filter((diagnosis) => diagnosis.role === 'main').length
  if (main === 0) problems.push(error('diagnoses', 'visit.no-main-diagnosis'))
  if (main > 1) problems.push(error('diagnoses', 'visit.two-main-diagnoses'))
  const codes = draft.diagnoses.map((diagnosis) => `${diagnosis.coding.system} ${diagnosis.coding.code}`)
  codes.forEach((code, index) => {
    if (codes.indexOf(code) < index) problems.push(warning(`diagnoses.${index}`, 'visit.diagnosis-repeated'))
  })
  return [
    ...problems,
    ...diagnosisWarnings(draft.diagnoses, patient.sex, monthsAt(patient.birthDate, draft.startedAt)),
  ]
}

const longestText = 65_536
const texts = ['complaints', 'history', 'findings', 'plan'] as const

/**
 * Everything that speaks against signing (severity error) or deserves a second look (warning), in the order of the
 * form. `nowMs` is the clock's time; five minutes ahead of it are still "now", clocks drift.
 */
export function visitProblems(draft: VisitDraft, patient: VisitPatient, nowMs: number): FieldProblem[] {
  const problems = timeProblems(draft, patient, nowMs)
  if (!written(draft.complaints) && !written(draft.findings))
    problems.push(error('complaints', 'visit.no-content'))
  for (const name of texts)
    if ((draft[name]?.length ?? 0) > longestText)
      problems.push(error(name, 'visit.text-too-long', { limit: longestText }))
  problems.push(...vitalsProblems(draft.vitals), ...diagnosisProblems(draft, patient))
  if (draft.replaces && !written(draft.amendmentReason))
    problems.push(error('amendmentReason', 'visit.no-amendment-reason'))
  if ((draft.amendmentReason?.length ?? 0) > 500)
    problems.push(error('amendmentReason', 'visit.text-too-long', { limit: 500 }))
  return problems
}
