import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { personalNumberCheckDigit } from '#shared/domain/patient/personal-number.ts'
import { type Day, instantAt, isoDay, yearOf } from '../calendar.ts'
import { district, region } from '../data/places.ts'
import { facilityById, staff } from '../demo-clinic.ts'
import { latinFromBe, surnameBe, surnameRu } from '../people/names.ts'
import type { Profile } from '../people/profile.ts'
import type { Random } from '../random.ts'
import { seedEnvelope } from './envelope.ts'

const flagTexts: readonly (readonly [text: string, level: 'info' | 'warning', weight: number])[] = [
  ['Требуются посещения на дому', 'warning', 5],
  ['Маломобильный пациент', 'info', 4],
  ['Слабослышащий', 'info', 3],
  ['Инвалид II группы', 'info', 3],
  ['Ветеран труда, льгота на лекарства', 'info', 2],
]

/** A valid number: sex and century, birth date, letter, serial, country, check digit. */
function personalNumber(random: Random, profile: Profile, taken: Set<string>): string {
  const { sex, birthDay } = profile.person
  const iso = isoDay(birthDay)
  const century = yearOf(birthDay) >= 2000 ? 5 : 3
  const head = `${century + (sex === 'female' ? 1 : 0)}${iso.slice(8)}${iso.slice(5, 7)}${iso.slice(2, 4)}`
  for (;;) {
    const body: string = `${head}${random.pick(['A', 'B', 'C', 'E', 'H', 'K', 'M'])}${String(random.int(1, 99)).padStart(3, '0')}PB`
    const number = `${body}${personalNumberCheckDigit(body)}`
    if (taken.has(number)) continue
    taken.add(number)
    return number
  }
}

/** The card's first page. `taken` holds the personal numbers already given. */
export function patientDocument(
  random: Random,
  profile: Profile,
  todayDay: Day,
  taken: Set<string>,
): Patient {
  const { person } = profile
  const { name, sex, address } = person
  const age = (todayDay - person.birthDay) / 365.25
  const at = instantAt(profile.registeredDay, random.int(8 * 60, 16 * 60), random.int(0, 59))
  const recorder = staff.registrar.author
  const facility = facilityById(address.catchment.facilityId)
  const withNumber = random.chance(age < 1 ? 0.6 : age < 14 ? 0.88 : 0.985)
  const child = age < 18
  const flags = [
    ...(person.livesAlone && age > 68 ? [['Проживает в одиночестве', 'info'] as const] : []),
    ...(age > 72 && random.chance(0.3) ? [random.weighted(flagTexts, (flag) => flag[2])] : []),
    ...(profile.illnesses.some((illness) => illness.template.key === 'fibrillation')
      ? [['Принимает антикоагулянты', 'warning'] as const]
      : []),
  ]
  const guardianPhone = person.phone
  return {
    ...seedEnvelope('patient', profile.key, at, recorder),
    name: name.ru,
    nameBe: name.be,
    ...(random.chance(0.3)
      ? { nameLatin: { family: latinFromBe(name.be.family), given: latinFromBe(name.be.given) } }
      : {}),
    ...(person.maiden
      ? {
          previousNames: [
            { id: 'name:maiden-ru', ...name.ru, family: surnameRu(person.maiden[0], sex) },
            { id: 'name:maiden-be', ...name.be, family: surnameBe(person.maiden[1], sex) },
          ],
        }
      : {}),
    sex,
    birthDate: isoDay(person.birthDay),
    ...(profile.deathDay ? { deceasedAt: isoDay(profile.deathDay) } : {}),
    ...(withNumber ? { personalNumber: personalNumber(random, profile, taken) } : {}),
    address: {
      region,
      district,
      selsovet: address.catchment.selsovet,
      settlement: address.village.settlement,
      street: address.street,
      house: address.house,
      ...(address.flat ? { flat: address.flat } : {}),
    },
    ...(child || random.chance(0.1)
      ? {}
      : { contacts: [{ id: 'contact:phone', system: 'phone' as const, value: person.phone }] }),
    ...(child && person.guardian ? { guardian: { ...person.guardian, phone: guardianPhone } } : {}),
    catchment: { stationId: facility.id, stationName: facility.name },
    ...allergiesOf(random, profile, at),
    ...(flags.length > 0
      ? { flags: flags.map(([text, level], index) => ({ id: `flag:${index + 1}`, text, level })) }
      : {}),
    ...(random.chance(0.35)
      ? {
          bloodGroup: random.weighted(
            ['O(I) Rh+', 'A(II) Rh+', 'B(III) Rh+', 'AB(IV) Rh+', 'O(I) Rh−', 'A(II) Rh−'],
            (group) => (group.endsWith('−') ? 1 : 6),
          ),
        }
      : {}),
  }
}

function allergiesOf(
  random: Random,
  profile: Profile,
  at: string,
): Pick<Patient, 'allergies' | 'noKnownAllergiesAt'> {
  if (profile.allergies.length === 0) return random.chance(0.7) ? { noKnownAllergiesAt: at } : {}
  return {
    allergies: profile.allergies.map((allergy, index) => ({
      id: `allergy:${index + 1}`,
      substance: { text: allergy.substance },
      category: allergy.category,
      criticality: allergy.criticality,
      reaction: allergy.reaction,
      clinicalStatus: 'active' as const,
      ...(random.chance(0.5) ? { onset: String(yearOf(profile.registeredDay) - random.int(0, 3)) } : {}),
      recordedAt: at,
      recordedBy: staff.doctor.author,
    })),
  }
}
