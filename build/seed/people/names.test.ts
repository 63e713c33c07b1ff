import { describe, expect, it } from 'vitest'
import { femaleNames, maleNames } from '../data/given-names.ts'
import { surnames } from '../data/surnames.ts'
import { latinFromBe, patronymicBe, patronymicRu, surnameBe, surnameRu } from './names.ts'

describe('names in two languages', () => {
  it.each([
    ['Ковалёв', 'Ковалёва', 'Кавалёў', 'Кавалёва'],
    ['Иванов', 'Иванова', 'Іваноў', 'Іванова'],
    ['Новиков', 'Новикова', 'Новікаў', 'Новікава'],
    ['Никитин', 'Никитина', 'Нікіцін', 'Нікіціна'],
    ['Савицкий', 'Савицкая', 'Савіцкі', 'Савіцкая'],
    ['Жуковский', 'Жуковская', 'Жукоўскі', 'Жукоўская'],
    ['Шевчук', 'Шевчук', 'Шаўчук', 'Шаўчук'],
    ['Жук', 'Жук', 'Жук', 'Жук'],
    ['Казакевич', 'Казакевич', 'Казакевіч', 'Казакевіч'],
    ['Кравченко', 'Кравченко', 'Краўчанка', 'Краўчанка'],
  ])('%s is %s for a woman, and %s is %s', (ru, ruWoman, be, beWoman) => {
    expect([surnameRu(ru, 'male'), surnameBe(be, 'male')]).toEqual([ru, be])
    expect([surnameRu(ru, 'female'), surnameBe(be, 'female')]).toEqual([ruWoman, beWoman])
  })

  it('declines a surname in both languages or in neither', () => {
    for (const [ru, be] of surnames) {
      expect(surnameBe(be, 'female') === be, ru).toBe(surnameRu(ru, 'female') === ru)
    }
  })

  it.each([
    ['Александрович', 'Александровна', 'Аляксандравіч', 'Аляксандраўна'],
    ['Николаевич', 'Николаевна', 'Мікалаевіч', 'Мікалаеўна'],
    ['Ильич', 'Ильинична', 'Ільіч', 'Ільінічна'],
    ['Никитич', 'Никитична', 'Мікітавіч', 'Мікітаўна'],
  ])('%s is %s for a daughter, and %s is %s', (ru, ruDaughter, be, beDaughter) => {
    expect(patronymicRu(ru, 'female')).toBe(ruDaughter)
    expect(patronymicBe(be, 'female')).toBe(beDaughter)
  })

  it('uses no letter that the language does not have', () => {
    const be = [
      ...surnames.map(([, name]) => name),
      ...maleNames.flatMap((name) => [name.be, name.patronymicBe]),
      ...femaleNames.map((name) => name.be),
    ]
    const ru = [
      ...surnames.map(([name]) => name),
      ...maleNames.flatMap((name) => [name.ru, name.patronymicRu]),
      ...femaleNames.map((name) => name.ru),
    ]
    expect(be.filter((name) => /[ищъa-z]/i.test(name))).toEqual([])
    expect(ru.filter((name) => /[іўa-z]/i.test(name))).toEqual([])
  })

  it('writes Belarusian names in Latin letters as passports do', () => {
    expect(['Аляксандр', 'Яўген', 'Наталля', 'Сяргей', 'Шаўчук', 'Ганна'].map(latinFromBe)).toEqual([
      'Aliaksandr',
      'Yauhen',
      'Natallia',
      'Siarhei',
      'Shauchuk',
      'Hanna',
    ])
  })
})
