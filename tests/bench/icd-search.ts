import { createIcd10Search } from '#shared/reference/icd10-search.ts'
import type { Pack } from '#shared/reference/pack.schema.ts'
import { icd10StarterPack } from '#shared/reference/packs/icd-10-starter.ts'

export interface IcdSearchFigures {
  rows: number
  buildMs: number
  queries: number
  p50Ms: number
  p95Ms: number
  maxMs: number
}

/** What a doctor types: codes in three layouts, words begun, in another order, misspelt, in Belarusian, not there. */
const typed = [
  'I10', 'і10', 'ш11ю9', 'M54.5', 'E119', 'J', 'гипертония', 'АГ', 'ubgthnjybz', 'ОРВИ', 'сахарный диабет 2 типа',
  'бронхит острый', 'остиохондроз', 'хронический', 'болезнь', 'неуточненный', 'перелом шейки бедра', 'бранхіт',
  'злокачественное новообразование молочной железы', 'недостаточность сердечная', 'артериал', 'крокодил зеленый',
  'пневмания', 'гастрит хр', 'язва желудка', 'мигренозная', 'другие уточненные болезни', 'о', 'бол', 'травма головы',
] // biome-ignore format: a table

/**
 * Time of one ICD-10 query as the field grows letter by letter.
 * @param pack the pack to measure; the starter pack when absent
 */
export function benchIcdSearch(pack: Pack = icd10StarterPack): IcdSearchFigures {
  const startMs = performance.now()
  const icd10 = createIcd10Search(pack, icd10StarterPack)
  const buildMs = performance.now() - startMs
  const times: number[] = []
  for (let round = 0; round < 5; round++) {
    for (const query of typed) {
      for (let length = 1; length <= query.length; length++) {
        const fromMs = performance.now()
        icd10.search(query.slice(0, length), 30)
        // The first round warms the compiler, as opening the field does.
        if (round > 0) times.push(performance.now() - fromMs)
      }
    }
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => Math.round(times[Math.floor((times.length - 1) * share)]! * 1000) / 1000
  return {
    rows: icd10.size,
    buildMs: Math.round(buildMs),
    queries: times.length,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    maxMs: at(1),
  }
}
