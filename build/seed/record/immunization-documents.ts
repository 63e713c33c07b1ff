import type { Immunization } from '#shared/domain/immunization/immunization.schema.ts'
import { ulid } from '#shared/kit/ids.ts'
import { addMonths, type Day, dayFromIso, instantAt, isoDay, workingDayFrom, yearOf } from '../calendar.ts'
import { influenzaVaccine, vaccineSeries } from '../data/vaccines.ts'
import { feldsherOf, staff } from '../demo-clinic.ts'
import type { Profile } from '../people/profile.ts'
import type { Random } from '../random.ts'
import type { WrittenVisit } from './condition-documents.ts'
import { seedEnvelope } from './envelope.ts'

/** Vaccinations by the calendar (adults: the last booster) and every autumn's influenza campaign. */
export function immunizationDocuments(
  random: Random,
  profile: Profile,
  written: readonly WrittenVisit[],
  todayDay: Day,
): Immunization[] {
  const { person } = profile
  const station = feldsherOf(person.address.catchment.facilityId) ?? staff.doctor
  const documents: Immunization[] = []
  const add = (day: Day, rest: Pick<Immunization, 'vaccine' | 'status'> & Partial<Immunization>) => {
    // What was given before the card was made is copied into it from the paper form 063/у.
    const recordedDay = Math.max(day, profile.registeredDay)
    if (day > profile.until || recordedDay >= todayDay) return
    const at = instantAt(recordedDay, random.int(8 * 60, 16 * 60))
    documents.push({
      ...seedEnvelope('immunization', ulid({ now: () => Date.parse(at) }, random.bytes), at, station.author),
      patientId: `patient:${profile.key}`,
      occurredAt: isoDay(day),
      ...rest,
    })
  }
  const refuses = random.chance(0.03)
  for (const series of vaccineSeries) {
    if (series.sex && series.sex !== person.sex) continue
    if (isoDay(person.birthDay) < series.bornSince) continue
    const vaccine = { system: 'atc', code: series.code, display: series.display }
    const given = series.ages
      .map((months, index) => ({ dose: index + 1, day: dayOfDose(random, person.birthDay, months) }))
      .filter(({ day }) => day < todayDay && day > profile.from - 7 * 365)
    // The paper form 063/у keeps what is older than the electronic one; an adult's card carries the last booster.
    const adult = todayDay - person.birthDay > 18 * 365.25
    for (const { dose, day } of adult ? given.slice(-1) : given) {
      if (adult && !random.chance(0.6)) continue
      if (refuses)
        add(day, {
          vaccine,
          status: 'not-done',
          note: 'Отказ законного представителя, оформлен письменно',
          series: series.series,
        })
      else add(day, { vaccine, status: 'completed', doseNumber: dose, series: series.series })
    }
  }
  const visitsOfFlu = new Map(
    written
      .filter(({ plan }) => plan.topic === 'vaccination')
      .map(({ plan, visit }) => [yearOf(plan.day), { plan, visit }]),
  )
  for (let year = yearOf(profile.from); year <= yearOf(profile.until); year++) {
    const seen = visitsOfFlu.get(year)
    const autumn = workingDayFrom(dayFromIso(`${year}-09-20`) + random.int(0, 75))
    const vaccine = influenzaVaccine
    if (seen) add(seen.plan.day, { vaccine, status: 'completed', visitId: seen.visit.id, series: 'Грипп' })
    else if (autumn >= profile.from && autumn - person.birthDay > 190 && random.chance(0.33)) {
      add(autumn, { vaccine, status: 'completed', series: 'Грипп' })
    }
  }
  return documents
}

/** The first day of life, else a working day soon after the age is reached. */
function dayOfDose(random: Random, birthDay: Day, months: number): Day {
  if (months < 1) return birthDay + Math.round(months * 30)
  return workingDayFrom(addMonths(birthDay, months) + random.int(0, months < 24 ? 12 : 60))
}
