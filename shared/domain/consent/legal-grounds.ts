import { type DatedRow, rowsOn } from './dated-rows.ts'

/** A ground on which a medical secret is handed out without, or against, the patient's word. */
export interface LegalGroundRow extends DatedRow {
  code: string
  name: Record<'ru' | 'be' | 'en', string>
}

const article46 = 'Law 2435-XII of 18.06.1993, art. 46 (in force since 23.07.2021)'

/** Dated data: a new edition of the law is a new row and an end of the old one. */
export const legalGroundRows: readonly LegalGroundRow[] = [
  {
    code: 'court',
    validFrom: '2021-07-23',
    source: `${article46} [C: wording to be checked by a lawyer]`,
    name: { ru: 'Запрос суда', be: 'Запыт суда', en: 'Demand of a court' },
  },
  {
    code: 'prosecution',
    validFrom: '2021-07-23',
    source: `${article46} [C: wording to be checked by a lawyer]`,
    name: {
      ru: 'Запрос прокуратуры или органа уголовного преследования',
      be: 'Запыт пракуратуры або органа крымінальнага праследавання',
      en: 'Demand of a prosecutor or an investigator',
    },
  },
  {
    code: 'epidemic',
    validFrom: '2021-07-23',
    source: `${article46} [C: wording to be checked by a lawyer]`,
    name: {
      ru: 'Угроза распространения инфекционного заболевания',
      be: 'Пагроза распаўсюджвання інфекцыйнага захворвання',
      en: 'Danger that an infectious disease spreads',
    },
  },
  {
    code: 'urgent-care',
    validFrom: '2021-07-23',
    source: `${article46} [C: wording to be checked by a lawyer]`,
    name: {
      ru: 'Запрос организации здравоохранения для оказания медицинской помощи пациенту',
      be: 'Запыт арганізацыі аховы здароўя для аказання медыцынскай дапамогі пацыенту',
      en: 'Demand of a health organisation that treats the patient',
    },
  },
  {
    code: 'military',
    validFrom: '2021-07-23',
    source: `${article46} [C: wording to be checked by a lawyer]`,
    name: {
      ru: 'Запрос военного комиссариата (медицинское освидетельствование)',
      be: 'Запыт ваеннага камісарыята (медыцынскае пасведчанне)',
      en: 'Demand of a military commissariat (medical examination)',
    },
  },
  {
    code: 'industrial-accident',
    validFrom: '2021-07-23',
    source: `${article46} [C: wording to be checked by a lawyer]`,
    name: {
      ru: 'Расследование несчастного случая на производстве',
      be: 'Расследаванне няшчаснага выпадку на вытворчасці',
      en: 'Inquiry into an accident at work',
    },
  },
]

/** The grounds in force on a day (`YYYY-MM-DD`). */
export const legalGroundsOn = (day: string): LegalGroundRow[] => rowsOn(legalGroundRows, day)
