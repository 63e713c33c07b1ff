import {
  addMonths,
  type Day,
  isWorkingDay,
  monthOf,
  workingDayFrom,
  workingDayUntil,
  yearOf,
} from '../calendar.ts'
import { acuteTemplates } from '../data/acute.ts'
import type { DiagnosisCode } from '../data/diagnoses.ts'
import {
  adultExamination,
  afterBirth,
  childExamination,
  homePatronage,
  infantExamination,
  influenzaVaccination,
  pregnancyControl,
  repeatPrescription,
} from '../data/preventive.ts'
import type { Illness, Profile } from '../people/profile.ts'
import type { Random } from '../random.ts'
import type { AcuteTemplate, Stage } from './templates.ts'

/** A visit before its words are chosen. */
export interface PlannedVisit {
  day: Day
  topic:
    | 'control'
    | 'worse'
    | 'acute'
    | 'examination'
    | 'vaccination'
    | 'patronage'
    | 'prescription'
    | 'pregnancy'
  stage: Stage
  code: DiagnosisCode
  illness?: Illness
  /** Of an acute illness: which visit of it, beginning with 0, and whether the last planned one. */
  step?: { index: number; last: boolean; template: AcuteTemplate }
  nextDay?: Day
}

const ageOn = (profile: Profile, day: Day) => (day - profile.person.birthDay) / 365.25

/** Exactly `count` visits of one person within their window (fewer only when the window has fewer working days). */
export function planVisits(random: Random, profile: Profile, count: number): PlannedVisit[] {
  const taken = new Map<Day, PlannedVisit>()
  const room = () => count - taken.size
  const put = (visit: PlannedVisit): boolean => {
    if (room() <= 0 || visit.day < profile.from || visit.day > profile.until) return false
    if (taken.has(visit.day) || !isWorkingDay(visit.day)) return false
    taken.set(visit.day, visit)
    return true
  }
  planExaminations(random, profile, Math.ceil(count * 0.35), put)
  planPregnancies(profile, put)
  planControls(random, profile, room(), put)
  for (let tries = 0; room() > 0 && tries < count * 6; tries++) planAcute(random, profile, put, room)
  // A narrow window: any free working day will do.
  for (let day = workingDayUntil(profile.until); room() > 0 && day >= profile.from; day -= 1)
    put(examination(profile, day))
  const visits = [...taken.values()].sort((a, b) => a.day - b.day)
  visits.forEach((visit, index) => {
    const following = visits[index + 1]
    if (
      visit.nextDay === undefined &&
      following &&
      following.day - visit.day <= 21 &&
      following.topic === visit.topic
    ) {
      visit.nextDay = following.day
    }
  })
  return visits
}

type Put = (visit: PlannedVisit) => boolean

function examination(profile: Profile, day: Day): PlannedVisit {
  const age = ageOn(profile, day)
  const stage = age < 1 ? infantExamination : age < 18 ? childExamination : adultExamination
  return { day, topic: 'examination', stage, code: age < 18 ? 'Z00.1' : 'Z00.0' }
}

function planExaminations(random: Random, profile: Profile, most: number, put: Put): void {
  let left = most
  const first = profile.from
  for (let day = first + random.int(5, 330); day <= profile.until && left > 0; ) {
    const age = ageOn(profile, day)
    const months = age < 1 ? 1 : age < 3 ? 4 : age < 18 ? 12 : age < 40 ? 36 : 12
    const visitDay = workingDayFrom(day)
    if (put({ ...examination(profile, visitDay), nextDay: addMonths(visitDay, months) })) left -= 1
    day = addMonths(day, months) + random.int(-12, 20)
  }
  for (let year = yearOf(first); year <= yearOf(profile.until) && left > 0; year++) {
    if (!random.chance(0.22)) continue
    const autumn = Math.floor(Date.UTC(year, 8, 20) / 86_400_000) + random.int(0, 70)
    if (
      put({ day: workingDayFrom(autumn), topic: 'vaccination', stage: influenzaVaccination, code: 'Z25.1' })
    )
      left -= 1
  }
}

function planPregnancies(profile: Profile, put: Put): void {
  profile.person.births.forEach((birth, index) => {
    const code = index === 0 ? 'Z34.0' : 'Z34.8'
    for (const weeksBefore of [30, 26, 20, 14, 8, 4]) {
      const day = workingDayFrom(birth - weeksBefore * 7)
      // Folic acid belongs to the first twelve weeks only.
      const { drugs, ...later } = pregnancyControl
      const stage = weeksBefore >= 28 ? { ...later, drugs: drugs ?? [] } : later
      put({ day, topic: 'pregnancy', stage, code, nextDay: day + 28 })
    }
    put({ day: workingDayFrom(birth + 45), topic: 'pregnancy', stage: afterBirth, code: 'Z39.2' })
  })
}

/** Controls of what stays, spread over the window; a worse one is followed by a look after 5 to 12 days. */
function planControls(random: Random, profile: Profile, room: number, put: Put): void {
  const { illnesses } = profile
  if (illnesses.length === 0) return
  const share = Math.min(0.86, 0.45 + illnesses.length * 0.09)
  let left = Math.round(room * share)
  const step = Math.max(1.45, (profile.until - profile.from) / Math.max(1, left * 0.9))
  const old = ageOn(profile, profile.until) > 74
  for (
    let at = profile.from + random.next() * step;
    at <= profile.until && left > 0;
    at += step * (0.75 + random.next() * 0.5)
  ) {
    const day = workingDayFrom(Math.floor(at))
    const present = illnesses.filter((illness) => illness.since <= day)
    if (present.length === 0) continue
    const illness = random.weighted(present, (item) =>
      item === present[0] ? 3 : item.template.dispensary ? 1.5 : 0.8,
    )
    const worse = illness.template.worse
    if (worse && random.chance(worse.share)) {
      const followUp = workingDayFrom(day + random.int(5, 11))
      if (
        put({
          day,
          topic: 'worse',
          stage: worse,
          code: worse.code ?? illness.code,
          illness,
          nextDay: followUp,
        })
      )
        left -= 1
      const calm = {
        day: followUp,
        topic: 'control',
        stage: illness.template.well,
        code: illness.code,
        illness,
      } as const
      if (left > 0 && put({ ...calm, nextDay: workingDayFrom(followUp + 60) })) left -= 1
      continue
    }
    const nextDay = workingDayFrom(day + Math.max(7, Math.min(180, Math.round(step))))
    const patronage = old && random.chance(0.25)
    const visit: PlannedVisit = patronage
      ? { day, topic: 'patronage', stage: homePatronage, code: illness.code, illness, nextDay }
      : random.chance(0.12)
        ? { day, topic: 'prescription', stage: repeatPrescription, code: illness.code, illness, nextDay }
        : { day, topic: 'control', stage: illness.template.well, code: illness.code, illness, nextDay }
    if (put(visit)) left -= 1
  }
}

function planAcute(random: Random, profile: Profile, put: Put, room: () => number): void {
  const age = ageOn(profile, random.int(profile.from, profile.until))
  const possible = acuteTemplates.filter(
    (item) =>
      age >= item.ages[0] &&
      age <= item.ages[1] &&
      (item.sex === undefined || item.sex === profile.person.sex),
  )
  const template = random.weighted(possible, (item) => item.weight)
  const heaviest = Math.max(...template.months)
  let day = 0
  for (let tries = 0; tries < 40; tries++) {
    day = random.int(profile.from, profile.until)
    const fits = Math.abs(ageOn(profile, day) - age) < 1.5 || tries > 30
    if (fits && random.next() * heaviest < (template.months[monthOf(day)] ?? 0)) break
  }
  if ((template.months[monthOf(day)] ?? 0) === 0) return
  const code = random.pick(template.codes)
  let at = workingDayFrom(day)
  const stages = random.chance(0.7)
    ? template.stages
    : template.stages.slice(0, Math.max(1, template.stages.length - 1))
  for (const [index, stage] of stages.entries()) {
    const last = index === stages.length - 1
    const following = workingDayFrom(at + random.int(template.gap[0], template.gap[1]))
    const visit: PlannedVisit = {
      day: at,
      topic: 'acute',
      stage,
      code,
      step: { index, last, template },
      ...(last ? {} : { nextDay: following }),
    }
    if (room() <= 0 || !put(visit)) return
    at = following
  }
}
