import { describe, expect, it } from 'vitest'
import { testContext, testPatient } from '../testing/test-workplace.ts'
import { createOwnEcho } from './own-echo.ts'

const context = testContext('echo')
const pushed = () => ({ ...testPatient(context), _deleted: false })

describe('the echo of what this station pushed', () => {
  it('leaves out rows that are older than the push, and none that are newer', () => {
    const echo = createOwnEcho(() => 0)
    const document = pushed()
    echo.pushed(document, '3-own')
    expect(echo.isStale(document.id, '2-older')).toBe(true)
    expect(echo.isStale(document.id, '3-own')).toBe(false)
    expect(echo.isStale('patient:01OTHER', '1-x')).toBe(false)
  })

  it('believes a server that counts lower when the feed is another one, and after a while', () => {
    let nowMs = 0
    const echo = createOwnEcho(() => nowMs)
    const [one, other, third] = [pushed(), pushed(), pushed()]
    echo.pushed(one, '7-own')
    echo.forget()
    expect(echo.isStale(one.id, '2-restored')).toBe(false)
    echo.pushed(other, '7-own')
    echo.pushed(third, '7-own')
    nowMs = 121_000
    expect(echo.isStale(other.id, '2-restored')).toBe(false)
    nowMs = -1_000_000
    expect(echo.isStale(third.id, '2-restored')).toBe(false)
  })

  it('hands in what an older row has gone over, once; an edit and a newer row are left alone', async () => {
    const echo = createOwnEcho(() => 0)
    const [over, edited, newer, gone] = [pushed(), pushed(), pushed(), pushed()]
    for (const document of [over, edited, newer, gone]) echo.pushed(document, '3-own')
    const lies: Record<string, string | undefined> = { [over.id]: '2-older', [newer.id]: '4-newer' }
    const rowsOf = async (ids: string[]) =>
      ids.filter((id) => id !== gone.id).map((id) => ({ id, _downloaded: lies[id] }))
    expect(await echo.overwritten('patient', rowsOf)).toEqual([
      { ...over, _rev: '3-own', _downloaded: '3-own' },
    ])
    expect(await echo.overwritten('patient', rowsOf)).toEqual([])
    expect(await echo.overwritten('visit', rowsOf)).toEqual([])
  })
})
