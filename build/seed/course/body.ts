import type { Vitals } from '#shared/domain/visit/visit.schema.ts'
import type { Day } from '../calendar.ts'
import { illnessOn, type Profile } from '../people/profile.ts'
import type { Random } from '../random.ts'
import type { Stage } from './templates.ts'

/** Growth of a child, medians rounded from the WHO standards: age in years, height in cm, weight in kg. */
const growth = [
  [0, 51, 3.5],
  [0.5, 67, 7.6],
  [1, 75, 9.5],
  [2, 87, 12.2],
  [3, 96, 14.2],
  [5, 110, 18.4],
  [7, 122, 23],
  [10, 138, 32],
  [13, 157, 46],
  [16, 169, 59],
  [18, 172, 64],
] as const

function atAge(age: number, column: 1 | 2): number {
  let before: (typeof growth)[number] = growth[0]
  for (const row of growth) {
    if (age < row[0]) {
      return before[column] + ((row[column] - before[column]) * (age - before[0])) / (row[0] - before[0])
    }
    before = row
  }
  return before[column]
}

const round = (value: number, step: number) => Math.round(Math.round(value / step) * step * 10) / 10

/** Systolic pressure under therapy: falls from where it was found towards its target, half of the way in 80 days. */
export function systolicOn(profile: Profile, day: Day): number {
  const { startMmHg, targetMmHg } = profile.pressure
  const illness = illnessOn(profile, 'hypertension', day)
  if (!illness) return Math.min(startMmHg, 134)
  const treatedDays = Math.max(0, day - Math.max(profile.from, illness.since))
  return targetMmHg + (startMmHg - targetMmHg) * 0.5 ** (treatedDays / 80)
}

/** Fasting glucose in mmol/L, falling under therapy. */
export function glucoseOn(profile: Profile, day: Day): number {
  const { startMmolL, targetMmolL } = profile.glucose
  const illness = illnessOn(profile, 'diabetes', day)
  if (!illness) return Math.min(startMmolL, 5.4)
  const treatedDays = Math.max(0, day - Math.max(profile.from, illness.since))
  return targetMmolL + (startMmolL - targetMmolL) * 0.5 ** (treatedDays / 150)
}

const pulseOfChild = (age: number) =>
  age < 1 ? 132 : age < 3 ? 114 : age < 6 ? 102 : age < 10 ? 90 : age < 14 ? 82 : 76
const breathsOfChild = (age: number) =>
  age < 1 ? 38 : age < 3 ? 28 : age < 6 ? 25 : age < 10 ? 22 : age < 14 ? 19 : 17

/** What is measured at a visit, agreeing with age, illnesses and the state the stage describes. */
export function vitalsAt(
  random: Random,
  profile: Profile,
  day: Day,
  stage: Stage,
  occasion: { crisis: boolean; full: boolean; sugar: boolean },
): Vitals {
  const age = (day - profile.person.birthDay) / 365.25
  const temperature = stage.temperature
    ? stage.temperature[0] + random.next() * (stage.temperature[1] - stage.temperature[0])
    : 36.4 + random.next() * 0.4
  const fever = Math.max(0, temperature - 37)
  const vitals: Vitals = { temperatureC: round(temperature, 0.1) }
  if (age >= 7) {
    const base = age < 18 ? 98 + age * 0.9 : systolicOn(profile, day)
    const systolic = base + random.normal(0, age < 18 ? 4 : 6) + (occasion.crisis ? random.int(28, 42) : 0)
    vitals.systolicMmHg = round(systolic, age < 18 ? 1 : random.chance(0.8) ? 5 : 2)
    const diastolic = vitals.systolicMmHg * 0.42 + 25 + random.normal(0, 3) - (age > 75 ? 4 : 0)
    vitals.diastolicMmHg = round(diastolic, age < 18 ? 1 : random.chance(0.8) ? 5 : 2)
  }
  const calm = age < 18 ? pulseOfChild(age) : illnessOn(profile, 'fibrillation', day) ? 84 : 72
  vitals.pulsePerMin = round(calm + fever * 10 + (occasion.crisis ? 10 : 0) + random.normal(0, 4), 1)
  const breathless = stage.spo2 && stage.spo2[1] < 96 ? 4 : 0
  vitals.respirationPerMin = round(
    (age < 18 ? breathsOfChild(age) : 16) + fever * 1.5 + breathless + random.normal(0, 0.8),
    1,
  )
  const lungs = illnessOn(profile, 'copd', day)
  if (stage.spo2) vitals.spo2Percent = random.int(stage.spo2[0], stage.spo2[1])
  else if (lungs || random.chance(0.3)) vitals.spo2Percent = lungs ? random.int(94, 96) : random.int(97, 99)
  if (stage.pain) vitals.painScore = random.int(stage.pain[0], stage.pain[1])
  if (occasion.sugar) vitals.glucoseMmolL = round(glucoseOn(profile, day) + random.normal(0, 0.5), 0.1)
  if (occasion.full || age < 3) measureBody(random, profile, age, day, vitals)
  return vitals
}

function measureBody(random: Random, profile: Profile, age: number, day: Day, vitals: Vitals): void {
  if (age < 18) {
    const build = 1 + (profile.adultBmi - 25) / 100
    vitals.heightCm = round(atAge(age, 1) * (1 + (profile.adultHeightCm - 168) / 400), 0.5)
    vitals.weightKg = round(atAge(age, 2) * build, 0.1)
    if (age < 1.5) vitals.headCircumferenceCm = round(35 + Math.min(age, 1) * 11, 0.5)
    return
  }
  const heightM = profile.adultHeightCm / 100
  vitals.heightCm = profile.adultHeightCm
  // A slow yearly wave of two kilograms, so that a trend is worth a look.
  const wave = Math.sin((day / 365.25) * 2 * Math.PI) * 1.2
  vitals.weightKg = round(profile.adultBmi * heightM * heightM + wave + random.normal(0, 0.4), 0.5)
  if (random.chance(0.4))
    vitals.waistCm = round(profile.adultBmi * 3.2 + (profile.person.sex === 'male' ? 8 : 2), 1)
}
