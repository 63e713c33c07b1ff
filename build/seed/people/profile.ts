import { ulid } from '#shared/kit/ids.ts'
import { addMonths, type Day, instantAt, workingDayFrom } from '../calendar.ts'
import type { ChronicTemplate } from '../course/templates.ts'
import { type AllergyTemplate, allergyTemplates } from '../data/allergies.ts'
import { chronicTemplates } from '../data/chronic.ts'
import type { DiagnosisCode } from '../data/diagnoses.ts'
import { type DrugKey, drugs } from '../data/drugs.ts'
import type { Random } from '../random.ts'
import type { Person } from './person.ts'

/** One lasting illness of one person. */
export interface Illness {
  template: ChronicTemplate
  code: DiagnosisCode
  therapy: readonly DrugKey[]
  since: Day
  /** Found within the three years that the clinic's records cover. */
  found: boolean
}

/** A person with a body: what makes their visits agree with each other. */
export interface Profile {
  person: Person
  /** The ulid; `patient:<key>`. */
  key: string
  /** When the card was made. */
  registeredDay: Day
  /** First and last day on which visits may stand. */
  from: Day
  until: Day
  deathDay?: Day
  illnesses: readonly Illness[]
  allergies: readonly AllergyTemplate[]
  adultHeightCm: number
  adultBmi: number
  smoker: boolean
  /** Has a right to preferential prescriptions. */
  privileged: boolean
  pressure: { startMmHg: number; targetMmHg: number }
  glucose: { startMmolL: number; targetMmolL: number }
}

export const years = 3

/** Health of one person; `todayDay` is the first day of which nothing is written yet. */
export function createProfile(random: Random, person: Person, todayDay: Day): Profile {
  const age = (todayDay - person.birthDay) / 365.25
  const windowStart = addMonths(todayDay, -12 * years)
  const bornInWindow = person.birthDay > windowStart
  const registeredDay = bornInWindow
    ? workingDayFrom(Math.min(person.birthDay + random.int(3, 9), todayDay - 4))
    : workingDayFrom(windowStart + random.int(0, 20))
  const dies = age > 60 && random.chance(age > 80 ? 0.07 : 0.022)
  const deathDay = dies ? random.int(registeredDay + 200, todayDay - 5) : undefined

  const allergies = random.chance(0.085)
    ? [...new Set([pickAllergy(random), ...(random.chance(0.15) ? [pickAllergy(random)] : [])])]
    : []
  const tolerated = (key: DrugKey) => isTolerated(key, allergies)
  const illnesses: Illness[] = []
  for (const template of chronicTemplates) {
    if (!random.chance(Math.min(0.9, template.prevalence(age, person.sex)))) continue
    const found = random.chance(0.18)
    const since = found
      ? random.int(registeredDay, Math.max(registeredDay, (deathDay ?? todayDay) - 200))
      : registeredDay - random.int(200, Math.max(300, Math.min(6000, (age - 5) * 120)))
    const options = template.therapy.filter((group) => group.every(tolerated))
    illnesses.push({
      template,
      code: random.pick(template.codes),
      therapy: options.length > 0 ? random.pick(options) : [],
      since: Math.max(since, person.birthDay + 300),
      found: found && since >= registeredDay,
    })
  }
  const ill = (key: string) => illnesses.some((illness) => illness.template.key === key)
  const hypertensive = ill('hypertension')
  const adherent = random.chance(0.85)
  return {
    person,
    key: ulid({ now: () => Date.parse(instantAt(registeredDay, 9 * 60)) }, random.bytes),
    registeredDay,
    from: registeredDay,
    until: Math.min(todayDay - 1, (deathDay ?? todayDay) - 1),
    ...(deathDay ? { deathDay } : {}),
    illnesses,
    allergies,
    adultHeightCm: Math.round(random.normal(person.sex === 'male' ? 175 : 162, 6)),
    adultBmi: ill('obesity') ? 31 + random.next() * 7 : 21 + random.next() * 8,
    smoker: person.sex === 'male' ? random.chance(0.4) : random.chance(0.08),
    privileged: age > 60 && random.chance(0.2),
    pressure: hypertensive
      ? {
          startMmHg: random.int(154, 176),
          targetMmHg: adherent ? random.int(126, 138) : random.int(146, 156),
        }
      : pressureOfHealthy(random, age),
    glucose: ill('diabetes')
      ? { startMmolL: 8.8 + random.next() * 4, targetMmolL: 6.3 + random.next() * 1.6 }
      : { startMmolL: 5, targetMmolL: 5 },
  }
}

/** False when a known allergy names this drug or its relatives. */
export const isTolerated = (key: DrugKey, allergies: readonly AllergyTemplate[]): boolean =>
  !(drugs[key].classes ?? []).some((stem) => allergies.some((allergy) => allergy.substance.includes(stem)))

const pickAllergy = (random: Random) => random.weighted(allergyTemplates, (template) => template.weight)

function pressureOfHealthy(random: Random, age: number): Profile['pressure'] {
  const systolic = random.int(108, 122) + Math.round(Math.min(age, 80) * 0.12)
  return { startMmHg: systolic, targetMmHg: systolic }
}

/** The illness of this kind on that day; undefined before it began. */
export const illnessOn = (profile: Profile, key: string, day: Day): Illness | undefined =>
  profile.illnesses.find((illness) => illness.template.key === key && illness.since <= day)
