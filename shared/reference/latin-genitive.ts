/**
 * The genitive of a Latin drug name, as it stands after Rp.: `Amoxicillinum` gives `Amoxicillini`. Each word by the
 * ending of its declension; words already in the genitive (the cation of a salt: `Natrii`) stay. Names that do not
 * follow these rules carry their genitive in the pack.
 */
export const latinGenitive = (nominative: string): string =>
  nominative
    .split(' ')
    .map((word) => {
      for (const [ending, genitive] of endings) {
        if (word.endsWith(ending)) return word.slice(0, -ending.length) + genitive
      }
      return word
    })
    .join(' ')

const endings: readonly (readonly [string, string])[] = [
  ['um', 'i'],
  ['us', 'i'],
  ['as', 'atis'],
  ['is', 'is'],
  ['a', 'ae'],
]
