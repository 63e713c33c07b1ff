/**
 * A measured value with a decimal comma: two digits after it, three digits that count where it is below one.
 * Computed and imported values come with fifteen digits; what a laboratory or a device gives stays as it is.
 */
export function measuredText(value: number): string {
  const small = value !== 0 && Math.abs(value) < 1
  return String(small ? Number(value.toPrecision(3)) : Math.round(value * 100) / 100).replace('.', ',')
}
