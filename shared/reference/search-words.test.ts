import { expect, test } from 'vitest'
import {
  asTypedInLatin,
  asTypedInRussian,
  foldedWords,
  startsWithOneTypo,
  stem,
  withoutFleetingVowel,
} from './search-words.ts'

test('spellings that are confused give one word', () => {
  expect(foldedWords('Моторно-двигательный')).toEqual(['моторно', 'двигателныи'])
  expect(foldedWords('Гіпертэнзія')).toEqual(foldedWords('гипертензия'.replace('ия', 'ія')))
  expect(foldedWords("кан'юнктывіт")).toEqual(['канюнктывит'])
  expect(foldedWords('отёк')).toEqual(foldedWords('отек'))
})

test.each([
  ['гипертензии', 'гипертензия'],
  ['острого', 'острый'],
  ['почки', 'почках'],
  ['хронической', 'хронический'],
])('%s and %s have one stem', (one, other) => {
  expect(stem(foldedWords(one)[0]!)).toBe(stem(foldedWords(other)[0]!))
})

test('a short word and a Latin word keep all their letters', () => {
  expect(stem('шея')).toBe('шея')
  expect(stem('influenzae')).toBe('influenzae')
})

test('a vowel that comes and goes is dropped between consonants only', () => {
  expect(withoutFleetingVowel('почек')).toBe('почк')
  expect(withoutFleetingVowel('желудок')).toBe('желудк')
  expect(withoutFleetingVowel('грипп')).toBeUndefined()
})

test('the other layout is read both ways, the Belarusian keys included', () => {
  expect(asTypedInRussian('uhbgg')).toBe('грипп')
  expect(asTypedInLatin('Ш')).toBe('i')
  expect(asTypedInLatin('ў')).toBe('o')
})

test.each([
  ['бронхит', 'бранхит', true],
  ['бронхит', 'бронит', true],
  ['бронхит', 'бронгхит', true],
  ['бронхит', 'борнхит', true],
  ['бронхитом', 'бронхид', true],
  ['бронхит', 'бранхид', false],
  ['бронхит', 'гастрит', false],
])('%s begun as %s: %s', (word, typed, expected) => {
  expect(startsWithOneTypo(word, typed)).toBe(expected)
})
