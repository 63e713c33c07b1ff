import type { Coding } from '#shared/domain/common/envelope.ts'
import type { ConditionDraft } from '#shared/domain/condition/condition.commands.ts'
import type { Condition } from '#shared/domain/condition/condition.schema.ts'
import { formatPartialDate } from '#shared/kit/partial-date.ts'
import { parseTypedDate } from '#shared/kit/typed-date.ts'
import { dayText } from './day-text.ts'

/** Groups of dispensary observation from 01.01.2025 (resolution 173 of 16.12.2024; whether Д(IV) exists is unconfirmed). */
export const dispensaryGroups = ['Д(I)', 'Д(II)', 'Д(III)'] as const

export interface ConditionForm {
  coding: Coding | undefined
  onset: string
  note: string
  observed: boolean
  group: string
  since: string
  intervalMonths: number
  nextOn: string
}

/** The fields of the dialog; `today` begins a new observation. */
export function conditionFormOf(condition: Condition | undefined, today: string): ConditionForm {
  const dispensary = condition?.dispensary
  return {
    coding: condition?.coding,
    onset: condition?.onset ? dayText(condition.onset) : '',
    note: condition?.note ?? '',
    observed: dispensary !== undefined,
    group: dispensary?.group ?? 'Д(III)',
    since: formatPartialDate(dispensary?.since ?? today),
    intervalMonths: dispensary?.intervalMonths ?? 6,
    nextOn: dispensary?.nextOn ? formatPartialDate(dispensary.nextOn) : '',
  }
}

const dateOf = (text: string): string => parseTypedDate(text) ?? text.trim()

export function conditionDraftOf(form: ConditionForm): ConditionDraft {
  return {
    ...(form.coding && { coding: form.coding }),
    ...(form.onset.trim() && { onset: dateOf(form.onset) }),
    note: form.note,
    ...(form.observed && {
      dispensary: {
        group: form.group,
        since: dateOf(form.since),
        intervalMonths: form.intervalMonths,
        ...(form.nextOn.trim() && { nextOn: dateOf(form.nextOn) }),
      },
    }),
  }
}
