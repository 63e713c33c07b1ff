import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldProblem } from '#shared/domain/common/command-context.ts'
import {
  type BmiClass,
  bmiClass,
  bodyMassIndex,
  type VitalStatus,
  vitalStatus,
} from '#shared/domain/visit/visit.rules.ts'
import type { Vitals } from '#shared/domain/visit/visit.schema.ts'
import { type RangedVital, vitalRanges } from '#shared/domain/visit/vitals-ranges.ts'
import { useProblemText } from '../../../i18n/problem-text.ts'
import type { PreviousVitals } from '../model/previous-vitals.ts'
import { shortDay, showNumber } from '../model/show-values.ts'
import { NumberInput, VitalRow } from './vital-row.tsx'

const singles = [
  'pulsePerMin',
  'respirationPerMin',
  'temperatureC',
  'spo2Percent',
  'glucoseMmolL',
  'waistCm',
] as const
type SingleVital = (typeof singles)[number]

interface VitalsPanelProps {
  vitals: Vitals
  /** Age on the day of the visit, whole months. */
  months: number
  previous: PreviousVitals
  problems: readonly FieldProblem[]
  onChange(vitals: Vitals): void
}

const isRanged = (vital: string): vital is RangedVital => vital in vitalRanges

/** Vital signs with the range of the patient's age in colour and words, and the values before beside them. */
export function VitalsPanel({ vitals, months, previous, problems, onChange }: VitalsPanelProps) {
  const { t } = useTranslation('visit')
  const problemText = useProblemText()
  const diastolic = useRef<HTMLDivElement>(null)

  const set = (name: keyof Vitals) => (value: number | undefined) => {
    const next = { ...vitals }
    if (value === undefined) delete next[name]
    else next[name] = value
    onChange(next)
  }
  const statusOf = (name: keyof Vitals): VitalStatus | undefined => {
    const value = vitals[name]
    return typeof value === 'number' && isRanged(name as string)
      ? vitalStatus(name as RangedVital, value, months)
      : undefined
  }
  const problemOf = (...names: string[]) =>
    problems.find(({ path }) => names.some((name) => path === `vitals.${name}`))
  const said = (problem: FieldProblem | undefined) => (problem ? problemText(problem) : undefined)
  const before = (name: keyof Vitals) => {
    const found = previous[name]
    return found && `${showNumber(found.value)} · ${shortDay(found.at)}`
  }

  const systolicBefore = previous.systolicMmHg
  const pressureBefore =
    systolicBefore &&
    `${showNumber(systolicBefore.value)}/${showNumber(previous.diastolicMmHg?.value)} · ${shortDay(systolicBefore.at)}`
  const pressureStatus = worse(statusOf('systolicMmHg'), statusOf('diastolicMmHg'))
  const pressureProblem = problemOf('systolicMmHg', 'diastolicMmHg')
  const bmi = bodyMassIndex(vitals)
  const bmiIs = bmi === undefined ? undefined : bmiClass(bmi, months)
  const bmiWords =
    bmi === undefined
      ? undefined
      : `${t('vitals.bmi', { bmi: showNumber(bmi) })}${bmiIs ? `: ${t(`vitals.bmiClass.${bmiIs}`)}` : ''}`
  const weighed = previous.weightKg
  const sizeBefore =
    weighed &&
    `${showNumber(previous.heightCm?.value)}/${showNumber(weighed.value)} · ${shortDay(weighed.at)}`

  return (
    <>
      <VitalRow
        label={t('vitals.pressure')}
        unit={t('vitals.units.pressure')}
        status={pressureStatus}
        problem={said(pressureProblem)}
        previous={pressureBefore}
      >
        {(statusId) => (
          <>
            <NumberInput
              label={t('vitals.systolicMmHg')}
              path="vitals.systolicMmHg"
              value={vitals.systolicMmHg}
              status={statusOf('systolicMmHg')}
              onChange={set('systolicMmHg')}
              describedBy={statusId}
              onSlash={() => diastolic.current?.querySelector('input')?.focus()}
            />
            <span aria-hidden>/</span>
            <div ref={diastolic}>
              <NumberInput
                label={t('vitals.diastolicMmHg')}
                path="vitals.diastolicMmHg"
                value={vitals.diastolicMmHg}
                status={statusOf('diastolicMmHg')}
                invalid={pressureProblem?.severity === 'error'}
                onChange={set('diastolicMmHg')}
                describedBy={statusId}
              />
            </div>
          </>
        )}
      </VitalRow>
      {singles.map((name: SingleVital) => (
        <VitalRow
          key={name}
          label={t(`vitals.${name}`)}
          unit={t(`vitals.units.${name}`)}
          status={statusOf(name)}
          problem={said(problemOf(name))}
          previous={before(name)}
        >
          {(statusId) => (
            <NumberInput
              label={t(`vitals.${name}`)}
              path={`vitals.${name}`}
              value={vitals[name]}
              status={statusOf(name)}
              invalid={problemOf(name)?.severity === 'error'}
              onChange={set(name)}
              describedBy={statusId}
            />
          )}
        </VitalRow>
      ))}
      <VitalRow
        label={t('vitals.size')}
        unit={t('vitals.units.size')}
        status={bmiIs && bmiStatus[bmiIs]}
        statusText={bmiWords}
        problem={said(problemOf('heightCm', 'weightKg'))}
        previous={sizeBefore}
      >
        {(statusId) => (
          <>
            <NumberInput
              label={t('vitals.heightCm')}
              path="vitals.heightCm"
              value={vitals.heightCm}
              invalid={problemOf('heightCm')?.severity === 'error'}
              onChange={set('heightCm')}
              describedBy={statusId}
            />
            <span aria-hidden>/</span>
            <NumberInput
              label={t('vitals.weightKg')}
              path="vitals.weightKg"
              value={vitals.weightKg}
              invalid={problemOf('weightKg')?.severity === 'error'}
              onChange={set('weightKg')}
              describedBy={statusId}
            />
          </>
        )}
      </VitalRow>
    </>
  )
}

const bmiStatus: Record<BmiClass, VitalStatus> = {
  underweight: 'low',
  normal: 'normal',
  overweight: 'high',
  'obesity-1': 'high',
  'obesity-2': 'high',
  'obesity-3': 'critical-high',
}

const order: (VitalStatus | undefined)[] = [
  undefined,
  'normal',
  'low',
  'high',
  'critical-low',
  'critical-high',
]

/** The one of two statuses that a clinician has to see. */
const worse = (a: VitalStatus | undefined, b: VitalStatus | undefined): VitalStatus | undefined =>
  order.indexOf(a) > order.indexOf(b) ? a : b
