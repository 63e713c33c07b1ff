import type { Condition } from '#shared/domain/condition/condition.schema.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import { ulid } from '#shared/kit/ids.ts'
import { addMonths, type Day, instantAt, isoDay, workingDayFrom } from '../calendar.ts'
import type { PlannedVisit } from '../course/plan-visits.ts'
import { staff } from '../demo-clinic.ts'
import type { Profile } from '../people/profile.ts'
import type { Random } from '../random.ts'
import { seedEnvelope } from './envelope.ts'
import { codingOf } from './visit-document.ts'

/** A planned visit together with what was written of it. */
export interface WrittenVisit {
  plan: PlannedVisit
  visit: Visit
}

/** The problem list: what lasts, with its dispensary observation, and the serious acute illnesses of these years. */
export function conditionDocuments(
  random: Random,
  profile: Profile,
  written: readonly WrittenVisit[],
  todayDay: Day,
): Condition[] {
  const patientId = `patient:${profile.key}`
  const author = staff.doctor.author
  const lasting = profile.illnesses.filter((illness) => illness.since <= profile.until)
  const problems = lasting.map((illness): Condition => {
    const knownDay = Math.max(profile.registeredDay, illness.since)
    const first = written.find(({ plan }) => plan.illness === illness)
    const lastSeen = written.findLast(({ plan }) => plan.illness === illness || plan.topic === 'examination')
    const dispensary = illness.template.dispensary
    const at = first?.visit.signature?.signedAt ?? instantAt(knownDay, random.int(8 * 60, 16 * 60))
    // The next look is due by the last one; nobody was seen for long enough: it is overdue, as in life.
    const nextDay = workingDayFrom(
      addMonths(lastSeen?.plan.day ?? knownDay, dispensary?.intervalMonths ?? 12),
    )
    const nextOn = nextDay > todayDay - 400 ? nextDay : workingDayFrom(todayDay - random.int(5, 120))
    return {
      ...seedEnvelope('condition', ulid({ now: () => Date.parse(at) }, random.bytes), at, author),
      patientId,
      coding: codingOf(illness.code),
      clinicalStatus: 'active',
      certainty: 'final',
      onset: illness.found ? isoDay(illness.since) : isoDay(illness.since).slice(0, 4),
      ...(first && illness.found ? { visitId: first.visit.id } : {}),
      ...(dispensary
        ? {
            dispensary: {
              group: dispensary.group,
              since: illness.found ? isoDay(knownDay) : isoDay(illness.since).slice(0, 7),
              intervalMonths: dispensary.intervalMonths,
              ...(profile.deathDay ? {} : { nextOn: isoDay(nextOn) }),
            },
          }
        : {}),
    }
  })
  return [...problems, ...pastIllnesses(random, profile, written)]
}

function pastIllnesses(random: Random, profile: Profile, written: readonly WrittenVisit[]): Condition[] {
  return written
    .filter(({ plan }) => plan.step?.template.listed && plan.step.index === 0)
    .map(({ plan, visit }): Condition => {
      const end = written.find(
        (later) =>
          later.plan.step?.template === plan.step?.template &&
          later.plan.step?.last &&
          later.plan.day > plan.day,
      )
      const at = end?.visit.createdAt ?? visit.createdAt
      return {
        ...seedEnvelope(
          'condition',
          ulid({ now: () => Date.parse(visit.createdAt) }, random.bytes),
          at,
          visit.practitioner,
        ),
        patientId: `patient:${profile.key}`,
        coding: codingOf(plan.code),
        clinicalStatus: end ? 'resolved' : 'active',
        certainty: end ? 'final' : 'preliminary',
        onset: isoDay(plan.day - 3),
        ...(end ? { abatement: isoDay(end.plan.day) } : {}),
        visitId: visit.id,
      }
    })
}
