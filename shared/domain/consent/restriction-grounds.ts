import { type DatedRow, rowsOn } from './dated-rows.ts'

/** Why the processing of a card is restricted. */
export interface RestrictionGroundRow extends DatedRow {
  code: string
  name: Record<'ru' | 'be' | 'en', string>
  /** Days after which somebody looks again; without them it stands until it is lifted. */
  reviewDays?: number
}

const law99 = 'Law 99-З of 07.05.2021 (in force since 15.11.2021)'

/** Dated data: a new edition of the law is a new row and an end of the old one. */
export const restrictionGroundRows: readonly RestrictionGroundRow[] = [
  {
    code: 'patient-demand',
    validFrom: '2021-11-15',
    source: `${law99}, art. 13: demand to stop processing, answered within 15 days [C]`,
    name: {
      ru: 'Требование пациента прекратить обработку',
      be: 'Патрабаванне пацыента спыніць апрацоўку',
      en: 'The patient demands that processing stops',
    },
    reviewDays: 15,
  },
  {
    code: 'accuracy-disputed',
    validFrom: '2021-11-15',
    source: `${law99}, art. 11: demand to correct data, answered within 15 days [C]`,
    name: {
      ru: 'Пациент оспаривает точность данных',
      be: 'Пацыент аспрэчвае дакладнасць звестак',
      en: 'The patient disputes that the data are right',
    },
    reviewDays: 15,
  },
  {
    code: 'authority',
    validFrom: '2021-11-15',
    source: `${law99}, art. 18: demand of the National Centre for Personal Data Protection [C]`,
    name: {
      ru: 'Требование Национального центра защиты персональных данных',
      be: 'Патрабаванне Нацыянальнага цэнтра абароны персанальных даных',
      en: 'Demand of the data-protection authority',
    },
  },
  {
    code: 'court',
    validFrom: '2021-11-15',
    source: 'Order of a court [C]',
    name: { ru: 'Постановление суда', be: 'Пастанова суда', en: 'Order of a court' },
  },
  {
    code: 'retention-over',
    validFrom: '2021-11-15',
    source: 'Storage period is over, destruction is being decided [C]',
    name: {
      ru: 'Срок хранения истёк, решается вопрос об уничтожении',
      be: 'Тэрмін захоўвання скончыўся, вырашаецца пытанне аб знішчэнні',
      en: 'Storage period is over, destruction is being decided',
    },
  },
]

/** The grounds in force on a day (`YYYY-MM-DD`). */
export const restrictionGroundsOn = (day: string): RestrictionGroundRow[] =>
  rowsOn(restrictionGroundRows, day)
