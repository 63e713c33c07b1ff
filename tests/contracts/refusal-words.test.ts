import { describe, expect, it } from 'vitest'
import { be } from '../../renderer/i18n/be/index.ts'
import { en } from '../../renderer/i18n/en/index.ts'
import { ru } from '../../renderer/i18n/ru/index.ts'
import { problems } from '../../sync-server/scope/problems.ts'

type Texts = Record<string, Record<string, { title: string; whatToDo: string }>>

describe.each(Object.entries({ ru, be, en }))('the words of a refusal in %s', (_language, texts) => {
  it.each(Object.values(problems).map(({ code }) => code))('say why and what to do for %s', (code) => {
    const [group = '', name = ''] = code.split('.')
    const words = (texts.refusals as unknown as Texts)[group]?.[name]
    expect(words?.title, 'why').toBeTruthy()
    expect(words?.whatToDo, 'what to do').toBeTruthy()
  })
})
