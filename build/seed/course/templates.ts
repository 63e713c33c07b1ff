import type { DiagnosisCode } from '../data/diagnoses.ts'
import type { DrugKey } from '../data/drugs.ts'
import type { Sex } from '../people/names.ts'

/** Systems of the body in the order in which an examination is written down. */
export const systems = [
  'general',
  'skin',
  'throat',
  'nodes',
  'ears',
  'thyroid',
  'lungs',
  'heart',
  'abdomen',
  'kidney',
  'joints',
  'local',
  'edema',
] as const
export type System = (typeof systems)[number]
export type Findings = Partial<Record<System, readonly string[]>>

/**
 * Texts hold `{masculine|feminine}` where the patient's sex decides, and `<days>` for "3 дня" and the like. One text of
 * each pool is taken.
 */
export interface Stage {
  complaints: readonly string[]
  history: readonly string[]
  findings?: Findings
  plan: readonly string[]
  temperature?: readonly [low: number, high: number]
  spo2?: readonly [low: number, high: number]
  pain?: readonly [low: number, high: number]
  /** One group is prescribed. */
  drugs?: readonly (readonly DrugKey[])[]
  procedures?: readonly string[]
}

/** An illness that begins and ends: one stage a visit. */
export interface AcuteTemplate {
  key: string
  weight: number
  ages: readonly [from: number, to: number]
  sex?: Sex
  /** Weight of each month, January first. */
  months: readonly number[]
  codes: readonly DiagnosisCode[]
  stages: readonly Stage[]
  /** Days between the visits. */
  gap: readonly [low: number, high: number]
  /** At the first visit the diagnosis is preliminary. */
  preliminaryFirst?: true
  /** Stays on the problem list as resolved. */
  listed?: true
}

/** An illness that stays: visits are controls, better or worse. */
export interface ChronicTemplate {
  key: ChronicKey
  codes: readonly DiagnosisCode[]
  /** Share of people of this age and sex who have it. */
  prevalence(age: number, sex: Sex): number
  /** Dispensary observation; absent where none is due. */
  dispensary?: { group: string; intervalMonths: number }
  well: Stage
  worse?: Stage & { code?: DiagnosisCode; share: number }
  /** What is taken all the time: one group a person. */
  therapy: readonly (readonly DrugKey[])[]
}

export type ChronicKey =
  | 'hypertension'
  | 'ischemic'
  | 'fibrillation'
  | 'diabetes'
  | 'copd'
  | 'asthma'
  | 'knees'
  | 'hips'
  | 'spine'
  | 'stomach'
  | 'gallbladder'
  | 'kidneys'
  | 'prostate'
  | 'brain'
  | 'veins'
  | 'thyroid'
  | 'goitre'
  | 'anemia'
  | 'obesity'
