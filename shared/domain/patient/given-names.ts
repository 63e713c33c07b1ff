import { foldWord } from '../../kit/fold-text.ts'

/** Forms of one given name that sound too different for folding: Russian, Belarusian, everyday, English. */
const families: readonly (readonly string[])[] = [
  ['Александр', 'Alexander'],
  ['Анна', 'Ганна', 'Hanna', 'Anne'],
  ['Антон', 'Антоній'],
  ['Василий', 'Васіль'],
  ['Геннадий', 'Генадзь'],
  ['Григорий', 'Рыгор'],
  ['Дарья', 'Дарʼя'],
  ['Евдокия', 'Аўдоцця', 'Авдотья'],
  ['Екатерина', 'Кацярына', 'Катерина', 'Catherine'],
  ['Елизавета', 'Лізавета', 'Elizabeth'],
  ['Иван', 'Ян', 'Янка'],
  ['Ирина', 'Арына', 'Ірына'],
  ['Иосиф', 'Язэп', 'Осип', 'Joseph'],
  ['Константин', 'Кастусь', 'Канстанцін'],
  ['Ксения', 'Аксана', 'Аксинья', 'Оксана'],
  ['Максим', 'Максім', 'Maxim'],
  ['Михаил', 'Міхась', 'Michael'],
  ['Никита', 'Мікіта'],
  ['Николай', 'Мікалай', 'Мікола', 'Nicholas'],
  ['Ольга', 'Вольга', 'Volha'],
  ['Павел', 'Павал', 'Павло', 'Paul'],
  ['Пётр', 'Пятро', 'Peter'],
  ['Семён', 'Сымон', 'Simon'],
  ['Степан', 'Сцяпан', 'Стефан'],
  ['Фёдор', 'Тодар', 'Хведар', 'Theodore'],
  ['Юрий', 'Георгий', 'Юрась', 'George'],
]

const byKey = new Map<string, Set<string>>()
for (const family of families) {
  const keys = family.map(foldWord)
  for (const key of keys) byKey.set(key, new Set([...(byKey.get(key) ?? []), ...keys]))
}

/** Keys of the other forms of the given name with this folded key: `hana` (Ганна) for `ana` (Анна). */
export const otherFormsOf = (key: string): string[] =>
  [...(byKey.get(key) ?? [])].filter((other) => other !== key)
