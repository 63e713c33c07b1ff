import { describe, expect, it } from 'vitest'
import { errorCodes } from '#shared/errors/codes.ts'
import { be } from './be/index.ts'
import { en } from './en/index.ts'
import { ru } from './ru/index.ts'

/** Every text with its path: `common.actions.save`. */
const flatten = (texts: object, prefix = ''): [string, unknown][] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? flatten(value, `${prefix}${key}.`)
      : [[`${prefix}${key}`, value] as [string, unknown]],
  )
/** Without the number itself: "every month" may stand for "every 1 month". */
const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)]
    .map((match) => match[1])
    .filter((name) => name !== 'count')
    .sort()
const russian = new Map(flatten(ru))

describe.each(Object.entries({ ru, be, en }))('the texts in %s', (_language, texts) => {
  const own = new Map(flatten(texts))

  it('have the keys of the Russian ones, no more and no less', () => {
    expect([...own.keys()].sort()).toEqual([...russian.keys()].sort())
  })

  it('are never empty', () => {
    expect([...own].filter(([, text]) => typeof text !== 'string' || text.trim() === '')).toEqual([])
  })

  it('name the same values to fill in', () => {
    const different = [...own].filter(
      ([key, text]) =>
        JSON.stringify(placeholders(String(text))) !== JSON.stringify(placeholders(String(russian.get(key)))),
    )
    expect(different.map(([key]) => key)).toEqual([])
  })

  it('say every operational error', () => {
    for (const code of Object.keys(errorCodes)) expect(own.has(`errors.${code}.whatToDo`)).toBe(true)
  })
})

describe('the Belarusian texts', () => {
  it('hold no letter that Belarusian does not have', () => {
    // The name of the Russian language in Russian, and a text that quotes those very letters.
    const quoting = /^common\.languages\.ru$|\.not-belarusian$/
    const foreign = flatten(be).filter(([key, text]) => /[ищъ]/i.test(String(text)) && !quoting.test(key))
    expect(foreign).toEqual([])
  })
})
