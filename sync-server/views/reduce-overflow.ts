/** The name of the error in a row whose reduce function does not shrink what it is given. */
export const overflowName = 'reduce_overflow_error'

const opening = `{"${overflowName}":`

/** What such a function reduces to: kept as any other reduction, and never reduced again. */
export const overflow = (reason: string): string => `${opening}${JSON.stringify(reason)}}`

/** The reason, undefined for the text of any other reduction. */
export function overflowReason(value: string): string | undefined {
  if (!value.startsWith(opening)) return undefined
  const reason: unknown = Object.values(JSON.parse(value) as object)[0]
  return typeof reason === 'string' ? reason : undefined
}
