import { examplePatient } from '#shared/domain/patient/patient.fixture.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { personalNumberCheckDigit } from '#shared/domain/patient/personal-number.ts'

/** Numbers from 0 to 1 that repeat by seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const roots =
  'Кавал Пятр Шчарб Мельн Бандар Жук Казл Марозав Гарав Сабал Вараб Лук Раман Сідар Галуб Тарас Клім Дубр Кухар Ганчар Явар Лаз Рудк Свір Цар Чарн Бел Зайц Клён Вар'.split(
    ' ',
  )
const middles = ['', 'ан', 'ен', 'ач', 'уш', 'ел', 'інс', 'ар', 'ос', 'ак', 'ім', 'ур'] // biome-ignore format: a table
const endings = [['оў', 'ов'], ['іч', 'ич'], ['енка', 'енко'], ['скі', 'ский'], ['ук', 'ук'], ['эвіч', 'евич'], ['ёнак', 'ёнок'], ['ейка', 'ейко']] as const // biome-ignore format: a table
const givenNames = [
  ['Аляксандр', 'Александр'], ['Сяргей', 'Сергей'], ['Уладзімір', 'Владимир'], ['Мікалай', 'Николай'], ['Дзмітрый', 'Дмитрий'],
  ['Юрый', 'Юрий'], ['Андрэй', 'Андрей'], ['Віктар', 'Виктор'], ['Васіль', 'Василий'], ['Ігар', 'Игорь'], ['Яўген', 'Евгений'],
  ['Павел', 'Павел'], ['Таццяна', 'Татьяна'], ['Наталля', 'Наталья'], ['Святлана', 'Светлана'], ['Вольга', 'Ольга'],
  ['Алена', 'Елена'], ['Ганна', 'Анна'], ['Марыя', 'Мария'], ['Юлія', 'Юлия'], ['Кацярына', 'Екатерина'], ['Ірына', 'Ирина'],
  ['Галіна', 'Галина'], ['Людміла', 'Людмила'],
] as const // biome-ignore format: a table
const patronymics = [['Аляксандраўна', 'Александровна'], ['Іванавіч', 'Иванович'], ['Пятроўна', 'Петровна'], ['Мікалаевіч', 'Николаевич'], ['Сяргееўна', 'Сергеевна'], ["Юр'евіч", 'Юрьевич'], ['Васільеўна', 'Васильевна'], ['Уладзіміравіч', 'Владимирович']] as const // biome-ignore format: a table
const settlements =
  'Луговая,Верхний Бор,Озерцы,Заречье,Дубровка,Замостье,Старое Село,Каменка,Подлесье,Ольховка'.split(',')

const toRussian = (text: string) => text.replaceAll('і', 'и').replaceAll('ў', 'в').replaceAll('э', 'е')

/** Invented people with Russian and Belarusian names, addresses, numbers and phones; the same for the same seed. */
export function inventPeople(count: number, seed = 1): Patient[] {
  const random = seededRandom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const digits = (length: number) => String(Math.floor(random() * 10 ** length)).padStart(length, '0')
  return Array.from({ length: count }, (_, index) => {
    const root = pick(roots) + pick(middles)
    const [endingBe, endingRu] = pick(endings)
    const [givenBe, givenRu] = pick(givenNames)
    const [patronymicBe, patronymicRu] = pick(patronymics)
    const year = String(1930 + Math.floor(random() * 90))
    const month = String(1 + Math.floor(random() * 12)).padStart(2, '0')
    const day = String(1 + Math.floor(random() * 28)).padStart(2, '0')
    const male = random() < 0.5
    const century = Number(year) < 2000 ? (male ? 3 : 4) : male ? 5 : 6
    const first13 = `${century}${day}${month}${year.slice(2)}${pick([...'ABCEHKM'])}${digits(3)}PB`
    return examplePatient({
      id: `patient:${index}`,
      name: { family: toRussian(root) + endingRu, given: givenRu, patronymic: patronymicRu },
      nameBe: { family: root + endingBe, given: givenBe, patronymic: patronymicBe },
      sex: male ? 'male' : 'female',
      birthDate: `${year}-${month}-${day}`,
      personalNumber: `${first13}${personalNumberCheckDigit(first13)}`,
      address: {
        settlement: `д. ${pick(settlements)}`,
        street: `ул. ${pick(['Лесная', 'Садовая', 'Школьная', 'Полевая', 'Мира', 'Новая'])}`,
        house: String(1 + Math.floor(random() * 80)),
      },
      contacts: [{ id: 'contact:1', system: 'phone', value: `+37529${digits(7)}` }],
    })
  })
}
