import { counted } from '#shared/domain/prescription/dosage.ts'
import type { Sex } from '../people/names.ts'
import type { Random } from '../random.ts'

/** `{болен|больна}` becomes the form for this sex; `<days>` becomes a few days in words. */
export function inSex(text: string, sex: Sex): string {
  return text.replace(/\{([^|{}]*)\|([^|{}]*)\}/g, (_, masculine: string, feminine: string) =>
    sex === 'male' ? masculine : feminine,
  )
}

/** 1 день, 2 дня, 5 дней. */
export const daysInWords = (count: number): string => `${count} ${counted(count, ['день', 'дня', 'дней'])}`

/** One text of a pool, ready to read. */
export function phrase(random: Random, pool: readonly string[], sex: Sex): string {
  return inSex(random.pick(pool), sex).replace('<days>', () => daysInWords(random.int(2, 5)))
}

export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
