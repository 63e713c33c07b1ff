import { editDistance } from '../../kit/edit-distance.ts'
import { looseKey, withoutHiatus, wordsOf } from '../../kit/fold-text.ts'
import { rawWord } from './patient-query.ts'

/** Where a word stands in a card; also its weight among equals. */
export const field = { address: 0, patronymic: 1, given: 2, family: 3, previous: 0 } as const

interface Word {
  raw: string
  key: string
  loose: string
  /** Which letters are in the key, one bit each. */
  mask: number
  rawMask: number
  /** Slot times 4 plus field, in the order of adding. */
  postings: number[]
}

/** How well a word was found; `typo` and below are guesses. */
export const score = { exact: 40, literal: 25, otherForm: 35, prefix: 20, typo: 12, farTypo: 6 } as const

/** All different words of all cards with the places they stand in. */
export interface Vocabulary {
  /** Adds the words of one text of a card. */
  add(text: string | undefined, slot: number, where: number): void
  /** Calls back for every place of a word that is or begins with the typed one. */
  find(typed: { raw: string; key: string; otherForms: readonly string[] }, found: Found): void
  /** The same for words that are a typing error away. */
  findSimilar(typed: { raw: string; key: string }, found: Found): void
  readonly size: number
}
type Found = (slot: number, points: number) => void

export function createVocabulary(): Vocabulary {
  const words: Word[] = []
  const byRaw = new Map<string, Word>()
  const byText = new Map<string, Word[]>()
  let sorted: { key: string; word: Word }[] = []
  let sortedWords = 0

  const wordOf = (text: string): Word | undefined => {
    const raw = rawWord(text)
    const known = byRaw.get(raw)
    if (known) return known
    const loose = looseKey(raw)
    const key = withoutHiatus(loose)
    if (!key) return undefined
    const word: Word = { raw, key, loose, mask: maskOf(key), rawMask: maskOf(raw), postings: [] }
    byRaw.set(raw, word)
    words.push(word)
    return word
  }

  const byKey = () => {
    if (sortedWords < words.length) {
      for (const word of words.slice(sortedWords)) {
        sorted.push({ key: word.key, word })
        if (word.loose !== word.key) sorted.push({ key: word.loose, word })
      }
      sortedWords = words.length
      sorted = sorted.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    }
    return sorted
  }

  const report = (word: Word, points: number, found: Found) => {
    for (const posting of word.postings) found(posting >> 2, points + (posting & 3))
  }

  return {
    get size() {
      return words.length
    },
    add(text, slot, where) {
      if (!text) return
      let list = byText.get(text)
      if (!list) {
        list = wordsOf(text).flatMap((word) => wordOf(word) ?? [])
        byText.set(text, list)
      }
      for (const word of list) word.postings.push(slot * 4 + where)
    },
    find({ raw, key, otherForms }, found) {
      const list = byKey()
      for (let at = firstAtLeast(list, key); at < list.length; at++) {
        const { key: candidate, word } = list[at]!
        if (!candidate.startsWith(key)) break
        const literal = word.raw.startsWith(raw) ? score.literal : 0
        report(word, (candidate === key ? score.exact : score.prefix) + literal, found)
      }
      for (const form of otherForms) {
        for (let at = firstAtLeast(list, form); list[at]?.key === form; at++)
          report(list[at]!.word, score.otherForm, found)
      }
    },
    findSimilar({ raw, key }, found) {
      const most = key.length < 3 ? 0 : key.length < 8 ? 1 : 2
      if (most === 0) return
      const mask = maskOf(key)
      const rawMask = maskOf(raw)
      for (const word of words) {
        // One wrong letter can change two of the key, where sounds meet: удкосич for Рудкосич is `vdkasic`.
        if (key.length >= shortKey && isOneEdit(raw, rawMask, word)) {
          report(word, score.typo, found)
          continue
        }
        if (word.key.length < key.length - most || bits(mask & ~word.mask) > most) continue
        const distance = editDistance(key, word.key, most)
        if (distance > most) {
          // A word being typed: its beginning with one error, but for the first letter.
          const mayBegin = key.length >= 4 && word.key.length > key.length && word.key[0] === key[0]
          if (mayBegin && editDistance(key, word.key, 1, true) <= 1) report(word, score.farTypo, found)
        } else if (key.length >= shortKey || distance === 0 || editDistance(raw, word.raw, 1) <= 1)
          report(word, distance <= 1 ? score.typo : score.farTypo, found)
      }
    },
  }
}

/** Keys below this length stand for too many names (Анна, Алла): there the letters themselves must be near. */
const shortKey = 5

/** Whether the letters as they were typed are one error away. */
const isOneEdit = (raw: string, rawMask: number, word: Word): boolean =>
  Math.abs(raw.length - word.raw.length) <= 1 &&
  bits(rawMask & ~word.rawMask) <= 1 &&
  bits(word.rawMask & ~rawMask) <= 1 &&
  editDistance(raw, word.raw, 1) <= 1

function firstAtLeast(list: readonly { key: string }[], key: string): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (list[middle]!.key < key) low = middle + 1
    else high = middle
  }
  return low
}

function maskOf(key: string): number {
  let mask = 0
  for (let at = 0; at < key.length; at++) mask |= 1 << (key.charCodeAt(at) & 31)
  return mask
}

function bits(mask: number): number {
  let count = 0
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++
  return count
}
