import { describe, expect, it } from 'vitest'
import { newLoginSchema } from '#shared/contract/administration.ts'
import { proposeLogin } from './propose-login.ts'

describe('a proposed login', () => {
  it('is the family name and the initials in Latin letters, from Russian and Belarusian names', () => {
    expect(proposeLogin('Ковалёва Анна Игоревна', [])).toBe('kovaleva.ai')
    expect(proposeLogin('Ўладзімірава Яўгенія Іванаўна', [])).toBe('uladzimirava.ii')
    expect(proposeLogin('  Щербицкий   Юрий ', [])).toBe('shcherbitskii.i')
    expect(proposeLogin('Нестерович-Жук', [])).toBe('nesterovichzhuk')
  })

  it('is one that nobody has, however the other is written', () => {
    expect(proposeLogin('Петров Пётр', ['petrov.p', 'Petrov.P2'])).toBe('petrov.p3')
  })

  it('waits for a family name, and is always one that the server takes', () => {
    expect(proposeLogin('', [])).toBe('')
    expect(proposeLogin('Я', [])).toBe('ia')
    expect(proposeLogin('Ь', [])).toBe('')
    const long = proposeLogin(`${'Ж'.repeat(60)} Анна Ивановна`, [])
    expect(newLoginSchema.safeParse(long).success).toBe(true)
  })
})
