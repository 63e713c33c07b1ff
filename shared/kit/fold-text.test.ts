import { describe, expect, test } from 'vitest'
import { foldText, foldWord, looseKey, wordsOf } from './fold-text.ts'

describe('one key for one name', () => {
  test.each([
    ['akanne', ['Аляксандр', 'Александр', 'Aliaksandr', 'Aleksandr']],
    ['ё/е, ў/у/в', ['Кавалёў', 'Ковалев', 'Ковалёв', 'Kavaliou', 'Kovalev', 'Kovalyov']],
    ['ю, і/и, glides', ['Юлія', 'Юлия', 'Yuliya', 'Iuliia', 'Julia']],
    ['е/я, г/h', ['Сяргей', 'Сергей', 'Siarhei', 'Sergey']],
    ['У/В at the beginning', ['Уладзімір', 'Владимир', 'Uladzimir', 'Vladimir']],
    ['dzekanne', ['Дзмітрый', 'Дмитрий', 'Dzmitry', 'Dmitriy']],
    ['doubled letters, ц/т', ['Таццяна', 'Татьяна', 'Tatsiana', 'Tatiana']],
    ['ў in the middle', ['Яўген', 'Евген', 'Yauhen']],
    ['apostrophe, soft sign', ["Юр'евіч", 'Юр’евіч', 'Юрьевич', 'Yur’evich']],
    ['щ/шч', ['Шчарбакоў', 'Щербаков', 'Shcharbakou', 'Shcherbakov']],
    ['doubled soft letters', ['Наталля', 'Наталья', 'Natallia', 'Natalia']],
    ['э/е, hard р', ['Рабцаў', 'Рябцев', 'Rabtsau', 'Ryabtsev']],
    ['endings -ский', ['Камінскі', 'Каминский', 'Kaminski', 'Kaminskiy']],
    ['patronymics', ['Сяргеевіч', 'Сергеевич', 'Siarheevich', 'Sergeyevich']],
    ['Latin with its own marks', ['Жук', 'Zhuk', 'Žuk']],
  ])('%s', (_, spellings) => {
    const keys = spellings.map(foldWord)
    expect(new Set(keys).size, keys.join(' ')).toBe(1)
  })

  test('different names keep different keys', () => {
    const names = [
      'Иванов',
      'Петров',
      'Сидоров',
      'Жук',
      'Шук',
      'Чук',
      'Бондарь',
      'Гончар',
      'Мельник',
      'Новик',
    ]
    expect(new Set(names.map(foldWord)).size).toBe(names.length)
  })
})

describe('a word that is being typed', () => {
  test.each(['Юлия', 'Мария', 'Ковалёв', 'Анатолий', 'Уладзімір', 'Andrei', 'Васильевич', 'Дмитрий'])(
    'every beginning of %s begins one of its keys',
    (word) => {
      for (let length = 1; length <= word.length; length++) {
        const typed = foldWord(word.slice(0, length))
        const begins = foldWord(word).startsWith(typed) || looseKey(word).startsWith(typed)
        expect(begins, `${word.slice(0, length)} -> ${typed}`).toBe(true)
      }
    },
  )
})

test('digits stay, doubled ones too', () => {
  expect(foldWord('11а')).toBe('11a')
})

test('words are split at hyphens and signs, not at apostrophes', () => {
  expect(wordsOf("Дар'я Петрова-Новик, д. 5")).toEqual(["Дар'я", 'Петрова', 'Новик', 'д', '5'])
})

test('a full name in two languages is one text', () => {
  expect(foldText("Кавалёў Сяргей Юр'евіч")).toBe(foldText('Ковалев Сергей Юрьевич'))
})

test('a text without letters has an empty key', () => {
  expect(foldWord('—')).toBe('')
  expect(foldText('')).toBe('')
})
