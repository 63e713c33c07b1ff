import { describe, expect, it } from 'vitest'
import { findBrowser } from './find-browser.ts'

describe('The search for a browser', () => {
  it('takes the first Chromium on the PATH of Linux', () => {
    const there = new Set(['/opt/bin/google-chrome', '/usr/bin/chromium'])
    expect(findBrowser('linux', { PATH: '/opt/bin:/usr/bin' }, (path) => there.has(path))).toBe(
      '/usr/bin/chromium',
    )
  })

  it('finds Edge on a Windows machine that has nothing else', () => {
    const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'
    const env = { PROGRAMFILES: 'C:\\Program Files', 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)' }
    expect(findBrowser('win32', env, (path) => path === edge)).toBe(edge)
  })

  it('answers undefined where there is none', () => {
    expect(findBrowser('linux', { PATH: '/usr/bin' }, () => false)).toBeUndefined()
  })
})
