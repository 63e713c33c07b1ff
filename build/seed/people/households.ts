import type { Day } from '../calendar.ts'
import { type Era, type FemaleName, femaleNames, type MaleName, maleNames } from '../data/given-names.ts'
import { catchments } from '../data/places.ts'
import { surnames } from '../data/surnames.ts'
import type { Random } from '../random.ts'
import { fullName, patronymicBe, patronymicRu, type Sex, surnameBe, surnameRu } from './names.ts'
import type { Person } from './person.ts'

/**
 * Kinds of rural households and the age of their head. Chosen so that the clinic as a whole has the pyramid of rural
 * Belarus (Belstat, 2023): a fifth of children, a quarter of 65 and over, two women to a man among the old.
 */
interface HouseholdKind {
  weight: number
  headAge: readonly [low: number, high: number]
  members: 'woman' | 'man' | 'couple' | 'family' | 'mother' | 'three-generations'
}

const kinds: readonly HouseholdKind[] = [
  { weight: 17, headAge: [66, 93], members: 'woman' },
  { weight: 7, headAge: [48, 65], members: 'woman' },
  { weight: 4, headAge: [66, 86], members: 'man' },
  { weight: 12, headAge: [36, 65], members: 'man' },
  { weight: 17, headAge: [56, 80], members: 'couple' },
  { weight: 15, headAge: [46, 63], members: 'couple' },
  { weight: 15, headAge: [23, 50], members: 'family' },
  { weight: 5, headAge: [24, 48], members: 'mother' },
  { weight: 5, headAge: [27, 43], members: 'three-generations' },
]

const eraOfAge = (age: number): Era =>
  age >= 58 ? 'old' : age >= 36 ? 'middle' : age >= 17 ? 'young' : 'child'

/** One family: an address, mostly one surname, children with their father's patronymic. */
export function createHousehold(random: Random, todayDay: Day): Omit<Person, 'index'>[] {
  const kind = random.weighted(kinds, (item) => item.weight)
  const headAge = random.int(kind.headAge[0], kind.headAge[1])
  const address = pickAddress(random)
  const familyName = random.pick(surnames)
  const people: Omit<Person, 'index'>[] = []
  const phone = `+375${random.pick(['29', '33', '44', '25'])}${random.int(1_000_000, 9_999_999)}`

  const birth = (age: number): Day => todayDay - Math.floor(age * 365.25 + random.int(3, 360))
  const malesOf = (era: Era): MaleName => random.pick(maleNames.filter((name) => name.eras.includes(era)))
  const femalesOf = (era: Era): FemaleName =>
    random.pick(femaleNames.filter((name) => name.eras.includes(era)))
  const add = (sex: Sex, age: number, options: { given?: MaleName; father?: MaleName } = {}) => {
    const era = eraOfAge(age)
    const given = options.given ?? (sex === 'male' ? malesOf(era) : femalesOf(era))
    const father = options.father ?? malesOf(age >= 36 ? 'old' : age >= 14 ? 'middle' : 'young')
    const married = sex === 'female' && !options.father && age >= 22 && random.chance(0.8)
    const person: Omit<Person, 'index'> = {
      sex,
      birthDay: birth(age),
      name: {
        ru: {
          family: surnameRu(familyName[0], sex),
          given: given.ru,
          patronymic: patronymicRu(father.patronymicRu, sex),
        },
        be: {
          family: surnameBe(familyName[1], sex),
          given: given.be,
          patronymic: patronymicBe(father.patronymicBe, sex),
        },
      },
      ...(married ? { maiden: random.pick(surnames.filter((other) => other !== familyName)) } : {}),
      address,
      livesAlone: false,
      births: [],
      phone,
    }
    people.push(person)
    return person
  }

  const addChildren = (motherAge: number, father: MaleName, mother: Omit<Person, 'index'>) => {
    const count = random.weighted([1, 2, 3, 4], (n) => [0, 40, 38, 16, 6][n] as number)
    const ages = new Set<number>()
    for (let i = 0; i < count; i++) {
      const age = random.int(Math.max(0, motherAge - 38), Math.min(24, motherAge - 19))
      if (age <= 17 && !ages.has(age)) ages.add(age)
    }
    for (const age of ages) {
      const child = add(random.chance(0.513) ? 'male' : 'female', age, { father })
      child.guardian = { name: fullName(mother.name.ru), relation: 'мать' }
      mother.births.push(child.birthDay)
    }
  }

  if (kind.members === 'woman' || kind.members === 'man') {
    const person = add(kind.members === 'woman' ? 'female' : 'male', headAge)
    person.livesAlone = true
  } else if (kind.members === 'couple') {
    add('male', headAge)
    add('female', Math.max(20, headAge - random.int(-2, 6)))
  } else {
    const grandparents = kind.members === 'three-generations' ? malesOf('old') : undefined
    const motherAge = kind.members === 'mother' ? headAge : Math.max(20, headAge - random.int(-2, 5))
    const father = malesOf(eraOfAge(headAge))
    if (kind.members !== 'mother')
      add('male', headAge, { given: father, ...(grandparents ? { father: grandparents } : {}) })
    const mother = add('female', motherAge)
    addChildren(motherAge, father, mother)
    if (grandparents) {
      // The husband's mother; his patronymic is his father's name.
      add('female', headAge + random.int(21, 30))
    }
  }
  return people
}

function pickAddress(random: Random): Person['address'] {
  const all = catchments.flatMap((catchment) => catchment.villages.map((village) => ({ catchment, village })))
  const { catchment, village } = random.weighted(all, (item) => item.village.weight)
  const street = random.pick(village.streets)
  const house = `${random.int(1, 64)}${random.chance(0.08) ? random.pick(['А', 'Б', '/1']) : ''}`
  // Blocks of flats stand only in the agrotown's central street.
  const flat = street === 'ул. Молодёжная' && random.chance(0.6) ? String(random.int(1, 24)) : undefined
  return { catchment, village, street, house, ...(flat ? { flat } : {}) }
}
