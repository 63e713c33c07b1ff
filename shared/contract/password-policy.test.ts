import { describe, expect, it } from 'vitest'
import { passwordProblem } from './password-policy.ts'

describe('a password that a person chooses', () => {
  it.each([
    ['короткий', 'too-short'],
    ['я'.repeat(201), 'too-long'],
    ['аааааааааа', 'too-plain'],
    ['Password123', 'too-common'],
    ['1234567890', 'too-common'],
    ['9876543210', 'too-common'],
    ['Поликлиника2026!', 'too-common'],
    ['qwertyuiop', 'too-common'],
    ['kovaleva-2026', 'has-login'],
  ])('is refused: %s', (password, problem) => {
    expect(passwordProblem(password, 'kovaleva')).toBe(problem)
  })

  it('may not be the one before, in either Unicode form', () => {
    const before = 'четыре сойки'
    expect(passwordProblem(before.normalize('NFD'), 'kovaleva', before)).toBe('as-before')
  })

  it.each(['четыре сойки на яблоне', 'k7mq-xw3d-p9ra', 'дождь в Заречье 14', 'kovaleva пьёт чай с мятой'])(
    'is taken: %s',
    (password) => {
      expect(passwordProblem(password, 'kovaleva')).toBeUndefined()
    },
  )

  it('is judged the same for a login of two letters, which many words hold', () => {
    expect(passwordProblem('астра и пион', 'ас')).toBeUndefined()
  })
})
