import type { Sex } from '../people/names.ts'

/** A series of the national calendar. Ages in months from birth. */
export interface VaccineSeries {
  code: string
  display: string
  series: string
  ages: readonly number[]
  sex?: Sex
  /** Only people born since then had this series: older cohorts had other calendars. */
  bornSince: string
}

/**
 * Calendar from 01.01.2025: resolution 42 of 17.05.2018 as amended by 111 of 01.07.2024. ATC codes. Dates before a
 * series came into the calendar are cut by `bornSince`.
 */
export const calendarSource = 'Постановление Минздрава от 17.05.2018 № 42 (ред. № 111 от 01.07.2024)'

export const vaccineSeries: readonly VaccineSeries[] = [
  {
    code: 'J07BC01',
    display: 'Вакцина против вирусного гепатита B',
    series: 'Гепатит B',
    ages: [0, 2, 3, 4],
    bornSince: '2001-01-01',
  },
  { code: 'J07AN01', display: 'Вакцина БЦЖ-М', series: 'Туберкулёз', ages: [0.12], bornSince: '1990-01-01' },
  {
    code: 'J07AL02',
    display: 'Вакцина пневмококковая конъюгированная',
    series: 'Пневмококковая инфекция',
    ages: [2, 4, 12],
    bornSince: '2025-01-01',
  },
  {
    code: 'J07AJ52',
    display: 'Вакцина АаКДС',
    series: 'Дифтерия, столбняк, коклюш',
    ages: [2, 3, 4, 18, 72],
    bornSince: '1990-01-01',
  },
  {
    code: 'J07AG01',
    display: 'Вакцина против гемофильной инфекции тип b',
    series: 'Гемофильная инфекция',
    ages: [2, 3, 4],
    bornSince: '2018-01-01',
  },
  {
    code: 'J07BF03',
    display: 'Вакцина против полиомиелита инактивированная',
    series: 'Полиомиелит',
    ages: [2, 3, 4, 84],
    bornSince: '1990-01-01',
  },
  {
    code: 'J07BD52',
    display: 'Вакцина против кори, паротита и краснухи',
    series: 'Корь, паротит, краснуха',
    ages: [12, 72],
    bornSince: '1990-01-01',
  },
  {
    code: 'J07BM03',
    display: 'Вакцина против папилломавирусной инфекции',
    series: 'ВПЧ',
    ages: [132],
    sex: 'female',
    bornSince: '2014-01-01',
  },
  {
    code: 'J07AM51',
    display: 'Вакцина АДС-М',
    series: 'Дифтерия и столбняк',
    ages: [192, 312, 432, 552, 672, 792],
    bornSince: '1950-01-01',
  },
]

export const influenzaVaccine = {
  system: 'atc',
  code: 'J07BB02',
  display: 'Вакцина против гриппа инактивированная',
}
