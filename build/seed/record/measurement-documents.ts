import type { Measurement, Measurements } from '#shared/domain/measurement/measurement.schema.ts'
import { type Day, instantAt, isoDay } from '../calendar.ts'
import { glucoseOn, systolicOn } from '../course/body.ts'
import { staff } from '../demo-clinic.ts'
import { illnessOn, type Profile } from '../people/profile.ts'
import type { Random } from '../random.ts'
import type { WrittenVisit } from './condition-documents.ts'
import { seedEnvelope } from './envelope.ts'

const loinc = (code: string, display: string) => ({ system: 'loinc', code, display })

const tests = {
  glucose: [loinc('15074-8', 'Глюкоза крови'), 'mmol/L', 0.1],
  hba1c: [loinc('4548-4', 'Гликированный гемоглобин'), '%', 0.1],
  cholesterol: [loinc('14647-2', 'Холестерин общий'), 'mmol/L', 0.1],
  creatinine: [loinc('14682-9', 'Креатинин'), 'umol/L', 1],
  hemoglobin: [loinc('718-7', 'Гемоглобин'), 'g/L', 1],
} as const

const rounded = (value: number, step: number) => Math.round(Math.round(value / step) * step * 10) / 10

/** One measurement without its id, which is its place in the month. */
interface Reading {
  day: Day
  reading: Pick<Measurement, 'coding' | 'takenAt' | 'category'> & Partial<Measurement>
}

/** Laboratory results that follow examinations and controls, and diaries of home blood pressure; a document a month. */
export function measurementDocuments(
  random: Random,
  profile: Profile,
  written: readonly WrittenVisit[],
  todayDay: Day,
): Measurements[] {
  const readings = [
    ...laboratory(random, profile, written, todayDay),
    ...homePressure(random, profile, todayDay),
  ].sort((a, b) => a.day - b.day)
  const months = new Map<string, Reading[]>()
  for (const reading of readings) {
    const month = isoDay(reading.day).slice(0, 7)
    months.set(month, [...(months.get(month) ?? []), reading])
  }
  return [...months].map(([month, items]) => {
    const last = items.at(-1)?.reading.takenAt as string
    const at = new Date(Date.parse(last) + 3_600_000).toISOString()
    return {
      ...seedEnvelope('measurements', `${profile.key}-${month}`, at, staff.doctor.author),
      patientId: `patient:${profile.key}`,
      month,
      items: items.map(({ day: _, reading }, index) => ({ id: `measurement:${index + 1}`, ...reading })),
    }
  })
}

function laboratory(
  random: Random,
  profile: Profile,
  written: readonly WrittenVisit[],
  todayDay: Day,
): Reading[] {
  const { sex } = profile.person
  const readings: Reading[] = []
  let lastSugar = 0
  for (const { plan, visit } of written) {
    const age = (plan.day - profile.person.birthDay) / 365.25
    if (age < 18) continue
    const day = plan.day + random.int(1, 4)
    if (day >= todayDay || day > profile.until) continue
    const takenAt = instantAt(day, random.int(8 * 60, 10 * 60))
    const add = (key: keyof typeof tests, value: number) => {
      const [coding, unit, step] = tests[key]
      readings.push({
        day,
        reading: {
          coding,
          takenAt,
          value: rounded(value, step),
          unit,
          category: 'laboratory',
          visitId: visit.id,
        },
      })
    }
    const diabetic = illnessOn(profile, 'diabetes', plan.day) !== undefined
    if (diabetic && plan.day - lastSugar > 85 && plan.topic !== 'acute') {
      const glucose = glucoseOn(profile, plan.day)
      add('glucose', glucose + random.normal(0, 0.4))
      // Estimated average glucose turned round (ADAG): HbA1c = (mean glucose + 2.59) / 1.59.
      add('hba1c', (glucose + 1.2 + 2.59) / 1.59 + random.normal(0, 0.2))
      lastSugar = plan.day
    }
    if (plan.topic === 'examination') {
      if (!diabetic) add('glucose', glucoseOn(profile, plan.day) + random.normal(0, 0.3))
      const statin = profile.illnesses.some((illness) => illness.therapy.includes('atorvastatin'))
      add('cholesterol', (statin ? 4.3 : 5.3) + random.normal(0, 0.6))
      add('creatinine', (sex === 'male' ? 88 : 72) + Math.max(0, age - 60) * 0.6 + random.normal(0, 8))
      const anemic = illnessOn(profile, 'anemia', plan.day) !== undefined
      add('hemoglobin', (sex === 'male' ? 148 : 132) - (anemic ? 28 : 0) + random.normal(0, 6))
    }
  }
  return readings
}

/** A third of people with hypertension keep a diary, for a few days in some months. */
function homePressure(random: Random, profile: Profile, todayDay: Day): Reading[] {
  const illness = illnessOn(profile, 'hypertension', profile.until)
  if (!illness || !random.chance(0.33)) return []
  const readings: Reading[] = []
  const first = Math.max(profile.from, illness.since) + random.int(1, 60)
  for (let start = first; start <= profile.until; start += random.int(50, 160)) {
    const count = random.int(3, 7)
    for (let day = start; day < start + count && day <= profile.until && day < todayDay; day++) {
      const systolic = Math.round(systolicOn(profile, day) - 4 + random.normal(0, 6))
      const diastolic = Math.round(systolic * 0.42 + 25 + random.normal(0, 3))
      const part = (code: string, display: string, value: number) => ({
        coding: loinc(code, display),
        value,
        unit: 'mm[Hg]',
      })
      readings.push({
        day,
        reading: {
          coding: loinc('85354-9', 'АД, домашний дневник'),
          takenAt: instantAt(day, random.int(7 * 60, 9 * 60)),
          components: [
            part('8480-6', 'Систолическое АД', systolic),
            part('8462-4', 'Диастолическое АД', diastolic),
          ],
          category: 'vital-signs',
        },
      })
    }
  }
  return readings
}
