/**
 * Reference ranges of vital signs by age: dated data with sources, to be corrected without touching code.
 * `low` and `high` are the edges of the normal range (both still normal); a value at `criticalLow` or below, or at
 * `criticalHigh` or above, is critical. An edge that is absent is never crossed.
 */
export interface VitalBand {
  /** Age in whole months: from (inclusive) to (exclusive; absent means any older age). */
  fromMonths: number
  toMonths?: number
  criticalLow?: number
  low?: number
  high?: number
  criticalHigh?: number
}

export type RangedVital =
  | 'systolicMmHg'
  | 'diastolicMmHg'
  | 'pulsePerMin'
  | 'respirationPerMin'
  | 'temperatureC'
  | 'spo2Percent'
  | 'glucoseMmolL'

export interface VitalRangeTable {
  validFrom: string
  source: string
  bands: VitalBand[]
}

const adult = 216

/** Ages of Fleming's centile charts in months, the last one ends at 18 years. */
const flemingMonths = [0, 3, 6, 9, 12, 18, 24, 36, 48, 72, 96, 144, 180, adult]

/** Bands of [1st, 10th, 90th, 99th] centiles in the order of `flemingMonths`. */
const centileBands = (rows: [number, number, number, number][]): VitalBand[] =>
  rows.map(([criticalLow, low, high, criticalHigh], index) => ({
    fromMonths: flemingMonths[index]!,
    toMonths: flemingMonths[index + 1]!,
    criticalLow,
    low,
    high,
    criticalHigh,
  }))

/** AAP 2017 screening values (the lower of both sexes) of one year of age; urgent 30 mmHg above the 95th centile. */
const childSystolic: VitalBand[] = [98, 100, 101, 102, 103, 105, 106, 107, 107, 108, 110, 113].map(
  (high, index) => ({
    fromMonths: (index + 1) * 12,
    toMonths: (index + 2) * 12,
    criticalLow: index + 1 < 10 ? 69 + 2 * (index + 1) : 89,
    high,
    criticalHigh: high + 34,
  }),
)
const childDiastolic: VitalBand[] = [52, 55, 58, 60, 62, 66, 68, 69, 70, 72, 74, 75].map((high, index) => ({
  fromMonths: (index + 1) * 12,
  toMonths: (index + 2) * 12,
  high,
  criticalHigh: high + 34,
}))

const fleming = 'Fleming S. et al., Lancet 2011;377:1011-18: 1st, 10th, 90th, 99th centiles'
const news2 = 'Royal College of Physicians, NEWS2, 2017'

export const vitalRanges: Record<RangedVital, VitalRangeTable> = {
  pulsePerMin: {
    validFrom: '2011-03-19',
    source: `children: ${fleming}; adults: ${news2}`,
    bands: [
      ...centileBands([
        [107, 123, 164, 181],
        [104, 120, 159, 175],
        [98, 114, 152, 168],
        [93, 109, 145, 161],
        [88, 103, 140, 156],
        [82, 98, 135, 149],
        [76, 92, 128, 142],
        [70, 86, 123, 136],
        [65, 81, 117, 131],
        [59, 74, 111, 123],
        [52, 67, 103, 115],
        [47, 62, 96, 108],
        [43, 58, 92, 104],
      ]),
      { fromMonths: adult, criticalLow: 40, low: 51, high: 90, criticalHigh: 131 },
    ],
  },
  respirationPerMin: {
    validFrom: '2011-03-19',
    source: `children: ${fleming}; adults: ${news2}`,
    bands: [
      ...centileBands([
        [25, 34, 57, 66],
        [24, 33, 55, 64],
        [23, 31, 52, 61],
        [22, 30, 50, 58],
        [21, 28, 46, 53],
        [19, 25, 40, 46],
        [18, 22, 34, 38],
        [17, 21, 29, 33],
        [17, 20, 27, 29],
        [16, 18, 24, 27],
        [14, 16, 22, 25],
        [12, 15, 21, 23],
        [11, 13, 19, 22],
      ]),
      { fromMonths: adult, criticalLow: 8, low: 12, high: 20, criticalHigh: 25 },
    ],
  },
  systolicMmHg: {
    validFrom: '2017-09-01',
    source:
      'children: low by PALS (AHA 2020), high by AAP 2017 screening table; from 13 years AAP 2017; adults: low by NEWS2, high by ESH 2023 (grade 1 from 140, grade 3 from 180)',
    bands: [
      { fromMonths: 0, toMonths: 1, criticalLow: 59 },
      { fromMonths: 1, toMonths: 12, criticalLow: 69 },
      ...childSystolic,
      { fromMonths: 156, toMonths: adult, criticalLow: 89, high: 119, criticalHigh: 180 },
      { fromMonths: adult, criticalLow: 90, low: 101, high: 139, criticalHigh: 180 },
    ],
  },
  diastolicMmHg: {
    validFrom: '2017-09-01',
    source: 'children: AAP 2017 screening table; adults: ESH 2023 (grade 1 from 90, grade 3 from 110)',
    bands: [
      ...childDiastolic,
      { fromMonths: 156, toMonths: adult, high: 79, criticalHigh: 120 },
      { fromMonths: adult, criticalLow: 40, low: 60, high: 89, criticalHigh: 110 },
    ],
  },
  temperatureC: {
    validFrom: '2020-01-01',
    source: 'axillary, common clinical practice (to be confirmed by a clinician); hypothermia below 35',
    bands: [
      { fromMonths: 0, toMonths: 3, criticalLow: 35.4, low: 36, high: 37.4, criticalHigh: 38 },
      { fromMonths: 3, criticalLow: 35, low: 35.8, high: 37, criticalHigh: 40 },
    ],
  },
  spo2Percent: {
    validFrom: '2017-12-01',
    source: `children: WHO Pocket book of hospital care for children, 2013 (below 90 is severe); adults: ${news2}`,
    bands: [
      { fromMonths: 0, toMonths: adult, criticalLow: 89, low: 95 },
      { fromMonths: adult, criticalLow: 91, low: 96 },
    ],
  },
  glucoseMmolL: {
    validFrom: '2020-01-01',
    source:
      'WHO 2006: random below 7.8; level 2 hypoglycaemia below 3.0 (ADA); critical high is practice [C]',
    bands: [{ fromMonths: 0, criticalLow: 2.9, low: 3.3, high: 7.7, criticalHigh: 16.7 }],
  },
}
