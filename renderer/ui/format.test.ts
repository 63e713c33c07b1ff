import { describe, expect, it } from 'vitest'
import { compareNames } from './collator.ts'
import { formatBytes, formatDay, formatMoment, formatNumber, formatRecent } from './format.ts'

describe('moments', () => {
  it('are shown in Minsk time whatever the zone of the PC', () => {
    expect(formatMoment('2026-11-21T21:30:00Z')).toBe('22.11.2026, 00:30')
    expect(formatDay('2026-11-22T00:30:00+03:00')).toBe('22.11.2026')
  })

  it('leave out the day when it is today in Minsk', () => {
    const now = Date.parse('2026-11-22T09:00:00Z')
    expect(formatRecent('2026-11-21T21:30:00Z', now)).toBe('00:30')
    expect(formatRecent('2026-11-21T20:30:00Z', now)).toBe('21.11.2026, 23:30')
  })
})

describe('numbers', () => {
  it('have a comma', () => {
    expect(formatNumber(36.6)).toBe('36,6')
    expect(formatBytes(1536)).toEqual({ value: '2', unit: 'kb' })
    expect(formatBytes(5.25 * 1024 * 1024)).toEqual({ value: '5,3', unit: 'mb' })
  })
})

describe('the order of names', () => {
  it('takes ё beside е, і beside и and ў after у', () => {
    const names = ['Яўсеева', 'Ёлкина', 'Іваноў', 'Егоров', 'Жук', 'Ермакова', 'Ковалёва']
    const sorted = names.toSorted(compareNames)
    expect(sorted.indexOf('Ёлкина')).toBeLessThan(sorted.indexOf('Жук'))
    expect(sorted.indexOf('Іваноў')).toBeLessThan(sorted.indexOf('Ковалёва'))
    expect(sorted.indexOf('Жук')).toBeLessThan(sorted.indexOf('Іваноў'))
    expect(sorted.at(-1)).toBe('Яўсеева')
  })

  it('takes numbers by value', () => {
    expect(['дом 10', 'дом 9'].toSorted(compareNames)).toEqual(['дом 9', 'дом 10'])
  })
})
