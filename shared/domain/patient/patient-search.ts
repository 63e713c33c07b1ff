import { inOtherLayout } from '../../kit/keyboard-layout.ts'
import type { Patient, PersonName } from './patient.schema.ts'
import { scoreNumber } from './patient-numbers.ts'
import { comparePatients } from './patient-order.ts'
import { type QueryWord, readQuery } from './patient-query.ts'
import { createVocabulary, field } from './patient-vocabulary.ts'

export interface PatientSearchResult {
  /** Ids, best first; at most `limit`. */
  ids: string[]
  /** How many there are in all. */
  total: number
  /** From here on the ids are only similar to what was typed (a typing error). */
  similarFrom: number
  /** What the keys mean in the other keyboard layout, when that is what was found. */
  otherLayout?: string
}

/** The index of the clinic's patients, in memory: nothing of it is ever stored. */
export interface PatientSearch {
  /** Replaces the whole index. 50,000 patients take about 150 ms. */
  build(patients: readonly Patient[]): void
  /** Takes a new or changed patient in. */
  update(patient: Patient): void
  remove(id: string): void
  /**
   * Finds by names in any spelling, earlier names, birth year and date, village, street, house, personal number and
   * phone. All words must fit. A word is found whole, then by its beginning, then with a typing error; equals stand in
   * the order of the alphabet.
   */
  search(query: string, limit: number): PatientSearchResult
  readonly size: number
}

/** Guesses are added when fewer people than this were found as typed. */
const enough = 5

export function createPatientSearch(): PatientSearch {
  let vocabulary = createVocabulary()
  /** A changed patient gets a new slot and the old one stays empty until the next rebuilding. */
  let slots: (Patient | undefined)[] = []
  let slotOf = new Map<string, number>()
  let total = new Uint16Array(0)
  let ofWord = new Uint8Array(0)

  function add(patient: Patient) {
    const slot = slots.push(patient) - 1
    slotOf.set(patient.id, slot)
    const addName = (name: PersonName | undefined, family: number) => {
      if (!name) return
      vocabulary.add(name.family, slot, family)
      vocabulary.add(name.given, slot, family && field.given)
      vocabulary.add(name.patronymic, slot, family && field.patronymic)
    }
    addName(patient.name, field.family)
    addName(patient.nameBe, field.family)
    addName(patient.nameLatin, field.family)
    if (patient.previousNames) for (const name of patient.previousNames) addName(name, field.previous)
    const address = patient.address
    if (!address) return
    vocabulary.add(address.settlement, slot, field.address)
    vocabulary.add(address.street, slot, field.address)
    if (!address.settlement) vocabulary.add(address.text, slot, field.address)
  }

  function build(patients: readonly Patient[]) {
    vocabulary = createVocabulary()
    slots = []
    slotOf = new Map()
    for (const patient of patients) add(patient)
  }

  function remove(id: string) {
    const slot = slotOf.get(id)
    if (slot === undefined) return
    slots[slot] = undefined
    slotOf.delete(id)
  }

  /** Points of every slot for one word into `ofWord`; 0 is not found. */
  function scoreWord(word: QueryWord, similar: boolean, isFirst: boolean) {
    ofWord.fill(0)
    const found = (slot: number, points: number) => {
      if (points > ofWord[slot]!) ofWord[slot] = points
    }
    if (word.name) {
      vocabulary.find(word.name, found)
      if (similar) vocabulary.findSimilar(word.name, found)
      return
    }
    for (let slot = 0; slot < slots.length; slot++) {
      const patient = slots[slot]
      if (patient && (isFirst || total[slot] !== 0)) ofWord[slot] = scoreNumber(word, patient, similar)
    }
  }

  /** Points of every slot for all words into `total`; the slots that have every word. */
  function scoreAll(words: readonly QueryWord[], similar: boolean): number[] {
    if (total.length < slots.length) {
      total = new Uint16Array(slots.length + 1024)
      ofWord = new Uint8Array(slots.length + 1024)
    }
    // Names first: the cards without them need not be asked for numbers.
    const ordered = [...words].sort((a, b) => Number(b.name !== undefined) - Number(a.name !== undefined))
    ordered.forEach((word, position) => {
      scoreWord(word, similar, position === 0)
      for (let slot = 0; slot < slots.length; slot++) {
        const points = ofWord[slot]!
        if (position === 0) total[slot] = points
        else if (total[slot] !== 0) total[slot] = points === 0 ? 0 : total[slot]! + points
      }
    })
    const matched: number[] = []
    for (let slot = 0; slot < slots.length; slot++) if (total[slot] !== 0 && slots[slot]) matched.push(slot)
    return matched
  }

  const better = (a: number, b: number): number =>
    total[b]! - total[a]! || comparePatients(slots[a]!, slots[b]!)

  function search(query: string, limit: number): PatientSearchResult {
    const readings = [query, ...inOtherLayout(query)].map((text) => ({ text, words: readQuery(text) }))
    const ids: string[] = []
    const seen = new Set<number>()
    let otherLayout: string | undefined
    let similarFrom = 0
    const take = (text: string, words: QueryWord[], similar: boolean) => {
      if (words.length === 0) return
      const fresh = scoreAll(words, similar).filter((slot) => !seen.has(slot))
      for (const slot of fresh) seen.add(slot)
      for (const slot of best(fresh, limit - ids.length, better)) ids.push(slots[slot]!.id)
      if (fresh.length > 0 && text !== query) otherLayout ??= text
    }
    for (const { text, words } of readings) if (seen.size < enough) take(text, words, false)
    similarFrom = ids.length
    for (const { text, words } of readings) {
      // Once something was found by one layout, a guess in the other is noise.
      const unlikely = seen.size > 0 && text !== (otherLayout ?? query)
      if (seen.size < enough && !unlikely) take(text, words, true)
    }
    return { ids, total: seen.size, similarFrom, ...(otherLayout !== undefined && { otherLayout }) }
  }

  return {
    build,
    update(patient) {
      remove(patient.id)
      if (slots.length > 2000 && slots.length > slotOf.size * 1.25)
        build([...slots.filter((other) => other !== undefined), patient])
      else add(patient)
    },
    remove,
    search,
    get size() {
      return slotOf.size
    },
  }
}

/** The first `count` of the list in order; a full sort only of a short list. */
function best(slots: number[], count: number, compare: (a: number, b: number) => number): number[] {
  if (count <= 0) return []
  if (slots.length <= count * 4) return slots.sort(compare).slice(0, count)
  const heap = slots.slice(0, count).sort(compare)
  for (const slot of slots.slice(count)) {
    if (compare(slot, heap[heap.length - 1]!) >= 0) continue
    let low = 0
    let high = heap.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (compare(heap[middle]!, slot) < 0) low = middle + 1
      else high = middle
    }
    heap.splice(low, 0, slot)
    heap.pop()
  }
  return heap
}
