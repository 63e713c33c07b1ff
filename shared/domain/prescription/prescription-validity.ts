import type { PartialDate } from '../../kit/partial-date.ts'
import { minskDay } from '../../kit/partial-date.ts'
import type { Prescription } from './prescription.schema.ts'

export type DrugControl = NonNullable<Prescription['medication']['control']>

/** How long a pharmacy accepts a prescription: dated data, never code. The first row that fits counts. */
interface ValidityRule {
  validFrom: string
  validTo?: string
  payment?: Prescription['payment'][]
  control?: DrugControl[]
  days?: number
  months?: number
  source: string
}

const resolution99 = 'MoH resolution 99 of 31.10.2007, amended by 139 of 18.09.2023'

export const validityRules: ValidityRule[] = [
  {
    validFrom: '2007-10-31',
    control: ['psychotropic'],
    days: 30,
    source: `${resolution99} [B: secondary source]`,
  },
  {
    validFrom: '2007-10-31',
    control: ['narcotic'],
    days: 5,
    source: `${resolution99} [C: 5 or 10 days, to be checked; the shorter one is printed]`,
  },
  { validFrom: '2007-10-31', payment: ['preferential', 'free'], days: 60, source: `${resolution99} [A]` },
  {
    validFrom: '2007-10-31',
    payment: ['ordinary'],
    months: 2,
    source: `${resolution99} [B: secondary source]`,
  },
]

/** The same day some months later, or the last day of that month where it is shorter. */
function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const lastDay = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastDay))).toISOString().slice(0, 10)
}

const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** The rule in force for a prescription issued on a day (`YYYY-MM-DD`). */
export const validityRule = (
  payment: Prescription['payment'],
  control: DrugControl | undefined,
  issuedOn: string,
): ValidityRule | undefined =>
  validityRules.find(
    (rule) =>
      rule.validFrom <= issuedOn &&
      (rule.validTo === undefined || issuedOn <= rule.validTo) &&
      (rule.control === undefined || (control !== undefined && rule.control.includes(control))) &&
      (rule.payment === undefined || rule.payment.includes(payment)),
  )

/** The last day on which a pharmacy accepts a prescription issued on a day (`YYYY-MM-DD`). */
export function validUntil(
  payment: Prescription['payment'],
  control: DrugControl | undefined,
  issuedOn: string,
): PartialDate | undefined {
  const rule = validityRule(payment, control, issuedOn)
  if (!rule) return undefined
  return rule.months !== undefined ? addMonths(issuedOn, rule.months) : addDays(issuedOn, rule.days ?? 0)
}

/** True when a pharmacy no longer accepts it at this moment (milliseconds). */
export const isExpired = (prescription: Pick<Prescription, 'validUntil'>, nowMs: number): boolean =>
  prescription.validUntil !== undefined && prescription.validUntil < minskDay(nowMs)
