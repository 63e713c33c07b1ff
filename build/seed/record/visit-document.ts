import type { Diagnosis, Visit } from '#shared/domain/visit/visit.schema.ts'
import { ulid } from '#shared/kit/ids.ts'
import { instantAt, isoDay, workingDayFrom } from '../calendar.ts'
import { vitalsAt } from '../course/body.ts'
import type { PlannedVisit } from '../course/plan-visits.ts'
import { systems } from '../course/templates.ts'
import { capitalized, phrase } from '../course/words.ts'
import { type DiagnosisCode, diagnosisTitles } from '../data/diagnoses.ts'
import { normalFindings } from '../data/findings.ts'
import { facilityById, feldsherOf, type StaffMember, staff } from '../demo-clinic.ts'
import { type Illness, illnessOn, type Profile } from '../people/profile.ts'
import type { Random } from '../random.ts'
import { seedEnvelope } from './envelope.ts'
import type { Timetable } from './timetable.ts'

export const codingOf = (code: DiagnosisCode) => ({ system: 'icd-10', code, display: diagnosisTitles[code] })

/** Who sees the patient: the doctor in the agrotown, at a station mostly its feldsher. */
export function seenBy(random: Random, profile: Profile, visit: PlannedVisit): StaffMember {
  const feldsher = feldsherOf(profile.person.address.catchment.facilityId)
  if (!feldsher) return staff.doctor
  const share = { worse: 0.35, examination: 0.15, pregnancy: 0.1, control: 0.55, acute: 0.6 } as Record<
    string,
    number
  >
  return random.chance(share[visit.topic] ?? 0.8) ? feldsher : staff.doctor
}

function kindOf(random: Random, visit: PlannedVisit, by: StaffMember, age: number): Visit['kind'] {
  if (visit.topic === 'examination' || visit.topic === 'vaccination') return 'preventive'
  if (visit.topic === 'patronage') return 'home'
  const feverish = (visit.stage.temperature?.[1] ?? 0) > 38.4
  if (random.chance(age > 78 ? 0.4 : feverish ? 0.35 : 0.03)) return 'home'
  return by.author.role === 'feldsher' ? 'station' : 'ambulatory'
}

/** The whole signed visit: words, numbers and diagnoses of one plan. */
export function visitDocument(
  random: Random,
  profile: Profile,
  plan: PlannedVisit,
  by: StaffMember,
  timetable: Timetable,
): Visit {
  const { day, stage } = plan
  const age = (day - profile.person.birthDay) / 365.25
  const startMinute = timetable.minuteFor(by.author.id, day, random.int(0, 47))
  const startedAt = instantAt(day, startMinute)
  const signedAt = instantAt(day, startMinute + random.int(7, 10), random.int(0, 59))
  const key = ulid({ now: () => Date.parse(startedAt) }, random.bytes)
  const facility = facilityById(by.facilityId)
  const others = profile.illnesses.filter((illness) => illness !== plan.illness && illness.since <= day)
  const vitals = vitalsAt(random, profile, day, stage, {
    crisis: plan.topic === 'worse' && plan.illness?.template.key === 'hypertension',
    full:
      plan.topic === 'examination' ||
      plan.topic === 'pregnancy' ||
      (plan.topic === 'control' && random.chance(0.4)),
    sugar:
      plan.topic !== 'acute' &&
      age > 18 &&
      (illnessOn(profile, 'diabetes', day) !== undefined || plan.topic === 'examination'),
  })
  return {
    ...seedEnvelope('visit', key, signedAt, by.author),
    patientId: `patient:${profile.key}`,
    kind: kindOf(random, plan, by, age),
    startedAt,
    endedAt: signedAt,
    complaints: complaintsOf(random, profile, plan, others),
    history: historyOf(random, profile, plan, others),
    findings: findingsOf(random, profile, plan, others, age),
    vitals,
    diagnoses: diagnosesOf(plan, others, age),
    ...(stage.procedures
      ? { procedures: [{ id: 'procedure:1', text: random.pick(stage.procedures), performedAt: startedAt }] }
      : {}),
    plan: phrase(random, stage.plan, profile.person.sex),
    ...(plan.nextDay !== undefined ? { nextVisitOn: isoDay(workingDayFrom(plan.nextDay)) } : {}),
    status: 'signed',
    practitioner: by.author,
    facility: { id: facility.id, name: facility.name },
    version: 1,
    rootId: `visit:${key}`,
    signature: { practitionerId: by.author.id, name: by.author.name, position: by.position, signedAt },
  }
}

const nothing = /не предъявляет|жалоб нет/

function complaintsOf(
  random: Random,
  profile: Profile,
  plan: PlannedVisit,
  others: readonly Illness[],
): string {
  const { sex } = profile.person
  const main = phrase(random, plan.stage.complaints, sex)
  const second = others[0]
  if (plan.topic !== 'control' || !second || random.chance(0.55)) return capitalized(main)
  const more = phrase(random, second.template.well.complaints, sex)
  if (nothing.test(more)) return capitalized(main)
  return capitalized(nothing.test(main) ? more : `${main.slice(0, -1)}; ${more}`)
}

function historyOf(random: Random, profile: Profile, plan: PlannedVisit, others: readonly Illness[]): string {
  const { sex } = profile.person
  const parts = [phrase(random, plan.stage.history, sex)]
  if (plan.topic === 'patronage' && plan.illness)
    parts.push(phrase(random, plan.illness.template.well.history, sex))
  const second = others[0]
  if (plan.topic === 'control' && second && random.chance(0.5)) {
    parts.push(phrase(random, second.template.well.history, sex))
  }
  const drugAllergy = profile.allergies.find((allergy) => allergy.category === 'medication')
  if (plan.topic === 'acute' && plan.step?.index === 0) {
    if (drugAllergy)
      parts.push(
        `Аллергоанамнез: ${drugAllergy.substance.toLowerCase().replace('группы b', 'группы B')} — ${drugAllergy.reaction}.`,
      )
    else if (random.chance(0.4)) parts.push('Аллергоанамнез не отягощён.')
  }
  return parts.join(' ')
}

function findingsOf(
  random: Random,
  profile: Profile,
  plan: PlannedVisit,
  others: readonly Illness[],
  age: number,
): string {
  // An arrhythmia is heard whatever else is wrong with the heart.
  const isFibrillation = (illness: Illness) => illness.template.key === 'fibrillation'
  const lastingIllnesses = [...(plan.illness ? [plan.illness] : []), ...others]
  const fibrillating = lastingIllnesses.some(isFibrillation)
  const known = lastingIllnesses.toSorted((a, b) => Number(isFibrillation(b)) - Number(isFibrillation(a)))
  const parts: string[] = []
  for (const system of systems) {
    const own = system === 'heart' && fibrillating ? undefined : plan.stage.findings?.[system]
    const lasting = known.find((illness) => illness.template.well.findings?.[system])
    const pool = own ?? lasting?.template.well.findings?.[system]
    if (pool) parts.push(phrase(random, pool, profile.person.sex))
    else if (['general', 'skin', 'lungs', 'heart', 'abdomen'].includes(system))
      parts.push(usual(random, system, age))
    else if (system === 'throat' && (plan.topic === 'acute' || age < 18))
      parts.push(usual(random, system, age))
    else if (system === 'edema' && age >= 40) parts.push(usual(random, system, age))
  }
  if (age >= 18 && random.chance(0.5)) parts.push('Стул и диурез не нарушены.')
  return parts.join(' ')
}

function usual(random: Random, system: (typeof systems)[number], age: number): string {
  // Muffled heart sounds belong to the old; a child's breathing is puerile.
  if (system === 'heart' && age < 50)
    return random.pick(['Тоны сердца ритмичные, ясные.', 'Тоны сердца ритмичные, звучные, шумов нет.'])
  if (system === 'lungs' && age < 7) return 'Дыхание пуэрильное, хрипов нет.'
  return random.pick(normalFindings[system] ?? [])
}

function diagnosesOf(plan: PlannedVisit, others: readonly Illness[], age: number): Diagnosis[] {
  const preliminary = plan.step?.template.preliminaryFirst === true && plan.step.index === 0
  const healthy = plan.code.startsWith('Z')
  const found = plan.illness?.found === true && plan.day - plan.illness.since < 20
  const main: Diagnosis = {
    id: 'diagnosis:1',
    coding: codingOf(plan.code),
    role: 'main',
    certainty: preliminary ? 'preliminary' : 'final',
    ...(healthy ? {} : { course: plan.illness ? (found ? 'chronic-first' : 'chronic-known') : 'acute' }),
  }
  const listed =
    plan.topic === 'vaccination' || age < 18 ? [] : others.slice(0, plan.topic === 'acute' ? 1 : 3)
  return [
    main,
    ...listed.map(
      (illness, index): Diagnosis => ({
        id: `diagnosis:${index + 2}`,
        coding: codingOf(illness.code),
        role: 'comorbidity',
        certainty: 'final',
        course: 'chronic-known',
      }),
    ),
  ]
}
