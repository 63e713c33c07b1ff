import {
  asTypedInRussian,
  foldedWords,
  startsWithOneTypo,
  stem,
  withoutFleetingVowel,
} from './search-words.ts'

/** One thing that can be found: its main text, its other words, and how often it is wanted. */
export interface IndexedText {
  main: string
  others: readonly string[]
  /** Added to the score of a match; 3 points are about a word found in full instead of by its beginning. */
  boost: number
}

export interface WordMatch {
  /** Index of the thing in the list that was indexed. */
  index: number
  score: number
}

export interface WordIndex {
  /** Things that hold every word of the query, best first. */
  find(query: string, limit: number): WordMatch[]
}

const exact = 10
const sameStem = 9
const beginning = 7
const typo = 3

/** Things that are indexed between two pauses. */
const stepSize = 500

/**
 * Builds an index in memory over folded words, with pauses for whoever must not stand still so long. Every query costs
 * a few binary searches; a typo one linear pass.
 */
export function* wordIndexSteps(texts: readonly IndexedText[]): Generator<void, WordIndex, void> {
  /** Of each word: indices of the things that hold it, times two, plus one when it is among the other texts. */
  const postings = new Map<string, number[]>()
  const mainWords: string[][] = []
  const otherTexts: string[][] = []
  const add = (word: string, entry: number) => {
    const entries = postings.get(word)
    if (!entries) postings.set(word, [entry])
    else if (entries[entries.length - 1] !== entry) entries.push(entry)
  }
  for (const [index, text] of texts.entries()) {
    if (index % stepSize === 0) yield
    const words = foldedWords(text.main)
    const others = text.others.map(foldedWords)
    mainWords.push(words)
    otherTexts.push(others.map((other) => other.join(' ')))
    for (const word of words) add(word, index * 2)
    for (const other of others) for (const word of other) add(word, index * 2 + 1)
  }
  for (const [at, [word, entries]] of [...postings].entries()) {
    if (at % stepSize === 0) yield
    const short = withoutFleetingVowel(word)
    if (short) postings.set(short, [...(postings.get(short) ?? []), ...entries])
  }
  yield
  const vocabulary = [...postings.keys()].sort()
  const stems: string[] = []
  const stemAt = (at: number): string => {
    stems[at] ??= stem(vocabulary[at]!)
    return stems[at]
  }
  // Scratch space of one query, by the index of the thing: points so far, words found so far, points of this word.
  const scores = new Float64Array(texts.length)
  const matched = new Uint8Array(texts.length)
  const ofWord = new Float64Array(texts.length)

  /** The things that hold one query word; the best points of each are left in `ofWord`. */
  function scoreWord(word: string, isLast: boolean): number[] {
    const found: number[] = []
    const take = (at: number, points: number) => {
      for (const entry of postings.get(vocabulary[at]!)!) {
        const index = entry >> 1
        const value = points - (entry & 1) * 0.5
        if (ofWord[index] === 0) found.push(index)
        if (value > ofWord[index]!) ofWord[index] = value
      }
    }
    const base = stem(word)
    for (let at = lowerBound(vocabulary, base); at < vocabulary.length; at++) {
      const token = vocabulary[at]!
      if (!token.startsWith(base)) break
      if (token === word) take(at, exact)
      else if (stemAt(at) === base) take(at, sameStem)
      else if (token.startsWith(word)) {
        if (word.length > 1 || isLast) take(at, beginning)
      } else if (base.length >= 4) take(at, beginning - 1)
    }
    if (found.length > 0 || word.length < 4) return found
    const typed = base.length >= 4 ? base : word
    vocabulary.forEach((token, at) => {
      if (token.length >= typed.length - 1 && startsWithOneTypo(token, typed)) {
        take(at, typo + (Math.abs(token.length - word.length) <= 1 ? 1 : 0))
      }
    })
    return found
  }

  function findWords(words: readonly string[], limit: number): WordMatch[] {
    if (words.length === 0 || limit <= 0) return []
    const held: number[] = []
    words.forEach((word, position) => {
      const found = scoreWord(word, position === words.length - 1)
      for (const index of found) {
        if (matched[index] === position) {
          if (position === 0) held.push(index)
          matched[index] = position + 1
          scores[index] = scores[index]! + ofWord[index]!
        }
        ofWord[index] = 0
      }
    })
    const whole = words.join(' ')
    const best: WordMatch[] = []
    for (const index of held) {
      if (matched[index] === words.length) {
        keepBest(best, { index, score: scores[index]! + bonus(index, words, whole) }, limit)
      }
      matched[index] = 0
      scores[index] = 0
    }
    return best
  }

  function bonus(index: number, words: readonly string[], whole: string): number {
    const main = mainWords[index]!
    let points = texts[index]!.boost - Math.min(main.length, 20) * 0.2
    const others = otherTexts[index]!
    if (main[0]?.startsWith(stem(words[0]!)) || others.some((other) => other.startsWith(whole))) points += 4
    if (main.length === words.length && main.join(' ') === whole) points += 10
    if (others.includes(whole)) points += 8
    return points
  }

  return {
    find(query, limit) {
      const found = findWords(foldedWords(query), limit)
      if (found.length > 0 || !/[a-z]/i.test(query)) return found
      return findWords(foldedWords(asTypedInRussian(query)), limit)
    },
  }
}

/** Puts a match where it belongs among the best `limit`, the earlier thing first among equals. */
function keepBest(best: WordMatch[], match: WordMatch, limit: number): void {
  const isBefore = (other: WordMatch) =>
    match.score > other.score || (match.score === other.score && match.index < other.index)
  if (best.length === limit) {
    if (!isBefore(best[limit - 1]!)) return
    best.pop()
  }
  let at = best.length
  while (at > 0 && isBefore(best[at - 1]!)) at--
  best.splice(at, 0, match)
}

function lowerBound(sorted: readonly string[], value: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
