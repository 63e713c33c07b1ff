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

interface Posting {
  /** Index of the thing, times two, plus one when the word is among the other texts. */
  entries: number[]
}

const exact = 10
const sameStem = 9
const beginning = 7
const typo = 3

/** Builds an index in memory over folded words. Every query costs a few binary searches; a typo one linear pass. */
export function createWordIndex(texts: readonly IndexedText[]): WordIndex {
  const postings = new Map<string, Posting>()
  const add = (word: string, entry: number) => {
    const posting = postings.get(word)
    if (!posting) postings.set(word, { entries: [entry] })
    else if (posting.entries[posting.entries.length - 1] !== entry) posting.entries.push(entry)
  }
  const mainWords: string[][] = []
  const otherTexts: string[][] = []
  texts.forEach((text, index) => {
    const words = foldedWords(text.main)
    mainWords.push(words)
    const others = text.others.map(foldedWords)
    otherTexts.push(others.map((other) => other.join(' ')))
    for (const word of words) addForms(word, index * 2)
    for (const word of others.flat()) addForms(word, index * 2 + 1)
  })
  function addForms(word: string, entry: number) {
    add(word, entry)
    const short = withoutFleetingVowel(word)
    if (short) add(short, entry)
  }
  const vocabulary = [...postings.keys()].sort()
  const scores = new Float64Array(texts.length)
  const matched = new Uint8Array(texts.length)

  /** Best score of one query word for every thing that holds it. */
  function scoreWord(word: string, isLast: boolean): Map<number, number> {
    const best = new Map<number, number>()
    const take = (token: string, points: number) => {
      for (const entry of postings.get(token)!.entries) {
        const index = entry >> 1
        const value = points - (entry & 1) * 0.5
        if (value > (best.get(index) ?? 0)) best.set(index, value)
      }
    }
    const base = stem(word)
    const shortest = /^\d+$/.test(word) ? word : base
    for (let at = lowerBound(vocabulary, shortest); at < vocabulary.length; at++) {
      const token = vocabulary[at]!
      if (!token.startsWith(shortest)) break
      if (token === word) take(token, exact)
      else if (stem(token) === base) take(token, sameStem)
      else if (token.startsWith(word)) take(token, word.length > 1 || isLast ? beginning : 0)
      else if (base.length >= 4) take(token, beginning - 1)
    }
    if (best.size === 0 && word.length >= 4) {
      const typed = base.length >= 4 ? base : word
      for (const token of vocabulary) {
        if (token.length >= typed.length - 1 && startsWithOneTypo(token, typed)) {
          take(token, typo + (Math.abs(token.length - word.length) <= 1 ? 1 : 0))
        }
      }
    }
    return best
  }

  function findWords(words: readonly string[], limit: number): WordMatch[] {
    if (words.length === 0 || limit <= 0) return []
    const touched: number[] = []
    words.forEach((word, position) => {
      for (const [index, score] of scoreWord(word, position === words.length - 1)) {
        if (matched[index] !== position) continue
        if (position === 0) touched.push(index)
        matched[index] = position + 1
        scores[index] = scores[index]! + score
      }
    })
    const whole = words.join(' ')
    const found: WordMatch[] = []
    for (const index of touched) {
      if (matched[index] === words.length) {
        found.push({ index, score: scores[index]! + bonus(index, words, whole) })
      }
      matched[index] = 0
      scores[index] = 0
    }
    return found.sort((a, b) => b.score - a.score || a.index - b.index).slice(0, limit)
  }

  function bonus(index: number, words: readonly string[], whole: string): number {
    const main = mainWords[index]!
    let points = texts[index]!.boost - Math.min(main.length, 20) * 0.2
    if (main[0]?.startsWith(stem(words[0]!))) points += 4
    if (main.length === words.length && main.join(' ') === whole) points += 10
    const others = otherTexts[index]!
    if (others.includes(whole)) points += 12
    else if (others.some((other) => other.startsWith(whole))) points += 4
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
