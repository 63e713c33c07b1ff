import { useTranslation } from 'react-i18next'
import { formatPartialDate, isPartialDate } from '#shared/kit/partial-date.ts'
import { formatMoment, formatNumber } from '../../../ui/format.ts'

const isMoment = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)
/** Members that say nothing to a clinician. */
const technical = new Set([
  'id',
  'recordedBy',
  'source',
  'coding',
  'schemaVersion',
  'clinicId',
  'textVersion',
  'replaces',
])

/** Words for the paths and values of a conflict, in the language of the screen. */
export function useInboxWords() {
  const { t, i18n } = useTranslation('inbox')
  const say = t as unknown as (key: string) => string
  const known = (group: 'fields' | 'values', name: string): string =>
    i18n.exists(`${group}.${name}`, { ns: 'inbox' }) ? say(`${group}.${name}`) : name

  /** `name.family` is "Имя, фамилия"; ids and places of list items are left out. */
  const fieldLabel = (path: string): string =>
    path === ''
      ? t('fields.whole')
      : path
          .split('.')
          .filter((step) => !step.includes(':') && !/^\d+$/.test(step))
          .map((step, place, steps) => fieldWord(step, steps[place - 1]))
          .join(' › ')

  /** A step may have a word of its own in one place: the `value` of a contact is a number, not any value. */
  const fieldWord = (step: string, within: string | undefined): string => {
    const own = `${within}_${step}`
    return i18n.exists(`fields.${own}`, { ns: 'inbox' }) ? known('fields', own) : known('fields', step)
  }

  const text = (value: string): string => {
    if (isMoment(value)) return formatMoment(value)
    return value.length === 10 && isPartialDate(value) ? formatPartialDate(value) : known('values', value)
  }

  /** Lists line by line, objects as `слово: значение`; what is not there is said so. */
  const valueText = (value: unknown): string => {
    if (value === undefined || value === null || value === '') return t('nothing')
    if (typeof value === 'string') return text(value)
    if (typeof value === 'number') return formatNumber(value)
    if (typeof value === 'boolean') return t(value ? 'states.yes' : 'states.no', { ns: 'common' })
    if (Array.isArray(value)) return value.length === 0 ? t('nothing') : value.map(valueText).join('\n')
    return Object.entries(value)
      .filter(([name, member]) => !technical.has(name) && member !== undefined)
      .map(([name, member]) => `${known('fields', name)}: ${valueText(member)}`)
      .join('\n')
  }
  return { fieldLabel, valueText }
}
