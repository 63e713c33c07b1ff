/**
 * Orders names and words of this country: Russian order with Belarusian і and ў in their places, ё beside е, numbers
 * by value, upper and lower case together. One collator for all lists, because Russian and Belarusian names stand in
 * one list.
 */
export const nameCollator = new Intl.Collator(['be', 'ru'], { numeric: true, sensitivity: 'base' })

export const compareNames = (a: string, b: string): number => nameCollator.compare(a, b)
