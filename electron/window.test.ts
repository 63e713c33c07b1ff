import { describe, expect, it, vi } from 'vitest'

vi.mock('electron', () => ({ app: {}, BrowserWindow: class {}, dialog: {}, screen: {} }))
const { usableState } = await import('./window.ts')

const clinicScreen = { x: 0, y: 0, width: 1366, height: 728 }
const state = { x: 50, y: 20, width: 1200, height: 700, maximized: true }

describe('The remembered place of the window', () => {
  it('is used while its screen is there', () => {
    expect(usableState(state, [clinicScreen])).toEqual(state)
  })

  it('is forgotten when the second screen was taken away', () => {
    expect(usableState({ ...state, x: 1500 }, [clinicScreen])).toBeUndefined()
    expect(usableState({ ...state, y: -300 }, [clinicScreen])).toBeUndefined()
  })

  it.each([undefined, null, 'x', {}, { ...state, width: 10 }])(
    'is forgotten when the file is damaged: %j',
    (stored) => {
      expect(usableState(stored, [clinicScreen])).toBeUndefined()
    },
  )
})
