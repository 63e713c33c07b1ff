/**
 * A number as a person types it: comma or point, a minus, spaces between thousands. Undefined when it is none. Leaves
 * no room for `1e5` or `Infinity`.
 */
export function parseTypedNumber(text: string): number | undefined {
  const plain = text.replace(/\s/g, '').replace(',', '.').replace('−', '-')
  return /^-?\d{1,12}(\.\d{1,6})?$/.test(plain) ? Number(plain) : undefined
}

/** With a comma, as numbers are written in Russian and Belarusian. */
export const shownNumber = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? '' : String(value).replace('.', ',')
