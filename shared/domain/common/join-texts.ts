/** Stands between two clinicians' words; a line of its own, so that nobody reads over it. */
export const textSeparator = '\n— — —\n'

/**
 * Both texts in one, each whole. Words that stand in the other text already are not repeated. The same texts give the
 * same result in whatever order they meet, so that three stations agree.
 */
export function joinTexts(...texts: string[]): string {
  const parts = new Set(texts.flatMap((text) => text.split(textSeparator)))
  const isRepeated = (part: string) => [...parts].some((other) => other !== part && other.includes(part))
  return [...parts]
    .filter((part) => !isRepeated(part))
    .sort()
    .join(textSeparator)
}
