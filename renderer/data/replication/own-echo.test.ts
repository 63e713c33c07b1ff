import { describe, expect, it } from 'vitest'
import { testContext, testPatient } from '../testing/test-workplace.ts'
import { createOwnEcho } from './own-echo.ts'

const context = testContext('echo')
const pushed = () => ({ ...testPatient(context), _deleted: false })

describe('the echo of what this station pushed', () => {
  it('leaves out rows that are older than a push since their page was asked for, and none that are newer', () => {
    const echo = createOwnEcho()
    const document = pushed()
    const before = echo.asked()
    echo.pushed(document, '3-own')
    expect(echo.isStale(document.id, '2-older', before)).toBe(true)
    expect(echo.isStale(document.id, '3-own', before)).toBe(false)
    expect(echo.isStale(document.id, '4-newer', before)).toBe(false)
    expect(echo.isStale('patient:01OTHER', '1-x', before)).toBe(false)
    // However late that page is handed out.
    for (let more = 0; more < 900; more++) echo.pushed(pushed(), '1-a')
    expect(echo.isStale(document.id, '2-older', before)).toBe(true)
  })

  it('believes a server that counts lower when the feed is another one, and when it was asked after the push', () => {
    const echo = createOwnEcho()
    const [one, other] = [pushed(), pushed()]
    const before = echo.asked()
    echo.pushed(one, '7-own')
    echo.forget()
    expect(echo.isStale(one.id, '2-restored', before)).toBe(false)
    echo.pushed(other, '7-own')
    expect(echo.isStale(other.id, '2-restored', echo.asked())).toBe(false)
  })

  it('hands in what an older row has gone over, once; an edit and a newer row are left alone', async () => {
    const echo = createOwnEcho()
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
