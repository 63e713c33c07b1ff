import { formatPartialDate, minskDay } from '../../kit/partial-date.ts'
import { wordTable } from '../../kit/word-table.ts'
import type { Coding } from '../common/envelope.ts'
import { bodyMassIndex } from './visit.rules.ts'
import type { Diagnosis, Visit, Vitals } from './visit.schema.ts'

/**
 * The parts of a visit as they are written in a Belarusian record: on paper and in comparisons of versions. Official
 * documents are in Russian whatever language the screen has.
 */
const comma = (value: number): string => String(value).replace('.', ',')

const vitalWords: [keyof Vitals, string, string][] = [
  ['pulsePerMin', 'пульс', 'уд/мин'],
  ['respirationPerMin', 'ЧДД', 'в мин'],
  ['temperatureC', 'температура тела', '°C'],
  ['spo2Percent', 'SpO₂', '%'],
  ['glucoseMmolL', 'глюкоза крови', 'ммоль/л'],
  ['heightCm', 'рост', 'см'],
  ['weightKg', 'масса тела', 'кг'],
  ['waistCm', 'окружность талии', 'см'],
  ['headCircumferenceCm', 'окружность головы', 'см'],
  ['painScore', 'боль по шкале', 'из 10'],
]

/** `АД 160/95 мм рт. ст., пульс 78 уд/мин`; empty where nothing was measured. */
export function vitalsInWords(vitals: Vitals | undefined): string {
  if (!vitals) return ''
  const { systolicMmHg: systolic, diastolicMmHg: diastolic } = vitals
  const parts: string[] = []
  if (systolic !== undefined || diastolic !== undefined)
    parts.push(`АД ${systolic ?? '?'}/${diastolic ?? '?'} мм рт. ст.`)
  for (const [name, words, unit] of vitalWords) {
    const value = vitals[name]
    if (typeof value === 'number') parts.push(`${words} ${comma(value)} ${unit}`)
  }
  const bmi = bodyMassIndex(vitals)
  if (bmi !== undefined) parts.push(`ИМТ ${comma(bmi)} кг/м²`)
  return parts.join(', ')
}

const roleWords = { main: 'Основной', complication: 'Осложнение', comorbidity: 'Сопутствующий' } as const
const courseWords = {
  acute: 'острое',
  'chronic-first': 'хроническое, установлено впервые',
  'chronic-known': 'хроническое, известное ранее',
} as const

const systemWords = wordTable<string>({
  snomed: 'SNOMED CT',
  'icd-9-cm': 'ICD-9-CM',
  'icd-10-cm': 'ICD-10-CM',
})

/** `I10 Эссенциальная гипертензия`; a code of another system, imported, says which: `SNOMED CT 444814009 Sinusitis`. */
export function codingInWords({
  system,
  code,
  display,
}: Pick<Coding, 'system' | 'code' | 'display'>): string {
  if (system === 'text') return display
  return [system === 'icd-10' ? '' : (systemWords[system] ?? system), code, display].filter(Boolean).join(' ')
}

/** `Основной: I10 Эссенциальная гипертензия (хроническое, известное ранее)`; a preliminary one says so. */
export function diagnosisInWords({ role, coding, certainty, course, note }: Diagnosis): string {
  const remarks = [
    certainty === 'preliminary' ? 'предварительный' : '',
    course ? courseWords[course] : '',
    note ?? '',
  ].filter(Boolean)
  return `${roleWords[role]}: ${codingInWords(coding)}${remarks.length > 0 ? ` (${remarks.join('; ')})` : ''}`
}

const kindWords: Record<Visit['kind'], string> = {
  ambulatory: 'Приём в амбулатории',
  home: 'Посещение на дому',
  station: 'Приём на фельдшерско-акушерском пункте',
  remote: 'Дистанционная консультация',
  emergency: 'Неотложная помощь',
  preventive: 'Профилактический осмотр',
  inpatient: 'Стационар',
  other: 'Посещение',
}

export const visitKindInWords = (kind: Visit['kind']): string => kindWords[kind]

/** `22.11.2026 12:41` in Minsk; the day alone where the time is not known. */
export function momentInWords(when: string): string {
  if (when.length <= 10) return formatPartialDate(when)
  const timeMs = Date.parse(when)
  const time = new Date(timeMs + 3 * 3600 * 1000).toISOString().slice(11, 16)
  return `${formatPartialDate(minskDay(timeMs))} ${time}`
}
