import { describe, expect, it, vi } from 'vitest'

vi.mock('electron', () => ({ app: {}, dialog: {} }))
const { safeFileName } = await import('./save-file.ts')

describe('A suggested file name', () => {
  it.each([
    ['Рецепт Ковалёва 2026-11-22.pdf', 'Рецепт Ковалёва 2026-11-22.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['a<b>:c"|?*.pdf', 'a_b__c____.pdf'],
    ['CON.pdf', '_CON.pdf'],
    ['x\u0000y.pdf', 'x_y.pdf'],
    ['.hidden', '_.hidden'],
    ['', '_'],
  ])('%j becomes %j', (suggestion, name) => {
    expect(safeFileName(suggestion)).toBe(name)
  })
})
