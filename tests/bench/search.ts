import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { createPatientSearch } from '#shared/domain/patient/patient-search.ts'
import { inventPeople, seededRandom } from './search-people.ts'

export interface SearchFigures {
  patients: number
  buildMs: number
  /** A query as it is typed, letter by letter, and whole queries of several words. */
  queryP50Ms: number
  queryP95Ms: number
  queryMaxMs: number
  /** Share of questions whose person stands among the first ten; one typing error in the surname. */
  recallAt10Typo: number
  recallAt10Exact: number
  queries: number
}

const letters = 'абвгдежзийклмнопрстуфхцчшщыэюя'

/** One letter wrong, missing, extra or swapped with its neighbour. */
function withTypo(word: string, random: () => number): string {
  const at = Math.floor(random() * word.length)
  const letter = letters[Math.floor(random() * letters.length)]!
  switch (Math.floor(random() * 4)) {
    case 0:
      return word.slice(0, at) + letter + word.slice(at + 1)
    case 1:
      return word.slice(0, at) + word.slice(at + 1)
    case 2:
      return word.slice(0, at) + letter + word.slice(at)
    default: {
      const first = Math.min(at, word.length - 2)
      return word.slice(0, first) + word[first + 1]! + word[first]! + word.slice(first + 2)
    }
  }
}

/** Surname and given name in one of the two languages with the year of birth: what a registrar asks. */
function questionAbout(patient: Patient, random: () => number, change: (family: string) => string): string {
  const name = random() < 0.5 ? patient.name : patient.nameBe!
  return `${change(name.family)} ${name.given} ${patient.birthDate.slice(0, 4)}`
}

/** Measures the patient search on invented people; pure CPU, no screen. */
export function benchSearch(sizes: readonly number[] = [10_000, 50_000]): SearchFigures[] {
  return sizes.map((size) => {
    const people = inventPeople(size)
    createPatientSearch().build(people.slice(0, 5000))
    const search = createPatientSearch()
    const started = performance.now()
    search.build(people)
    search.search('и', 10)
    const buildMs = performance.now() - started
    const random = seededRandom(7)
    const times: number[] = []
    const ask = (query: string): string[] => {
      const begin = performance.now()
      const { ids } = search.search(query, 100)
      times.push(performance.now() - begin)
      return ids
    }
    let exact = 0
    let typo = 0
    const rounds = 400
    for (let round = 0; round < rounds; round++) {
      const patient = people[Math.floor(random() * people.length)]!
      if (
        ask(questionAbout(patient, random, (family) => family))
          .slice(0, 10)
          .includes(patient.id)
      )
        exact += 1
      const wrong = questionAbout(patient, random, (family) => withTypo(family, random))
      if (ask(wrong).slice(0, 10).includes(patient.id)) typo += 1
      if (round % 4 > 0) continue
      for (let length = 1; length <= wrong.length; length++) ask(wrong.slice(0, length))
      ask(patient.personalNumber!.slice(0, 8))
      ask(patient.contacts![0]!.value)
    }
    times.sort((a, b) => a - b)
    const at = (share: number) => round2(times[Math.min(times.length - 1, Math.floor(times.length * share))]!)
    return {
      patients: size,
      buildMs: round2(buildMs),
      queryP50Ms: at(0.5),
      queryP95Ms: at(0.95),
      queryMaxMs: at(1),
      recallAt10Typo: typo / rounds,
      recallAt10Exact: exact / rounds,
      queries: times.length,
    }
  })
}

const round2 = (value: number): number => Math.round(value * 100) / 100
