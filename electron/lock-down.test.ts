import { EventEmitter } from 'node:events'
import type { WebContents } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { isOwnUrl, lockDown } from './lock-down.ts'

function lockedPage() {
  const handlers: Record<string, (...args: never[]) => unknown> = {}
  const keep = (name: string) => (handler: (...args: never[]) => unknown) => {
    handlers[name] = handler
  }
  const contents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: keep('window'),
    session: {
      setPermissionRequestHandler: keep('request'),
      setPermissionCheckHandler: keep('check'),
      setDevicePermissionHandler: keep('device'),
    },
  })
  lockDown(contents as unknown as WebContents)
  const isStopped = (event: string, url: string): boolean => {
    const preventDefault = vi.fn()
    contents.emit(event, { url, preventDefault })
    return preventDefault.mock.calls.length > 0
  }
  const asksFor = (permission: string, url: string): boolean => {
    let answer = false
    const ask = handlers.request as (...args: unknown[]) => void
    ask({ getURL: () => url }, permission, (allowed: boolean) => (answer = allowed))
    return answer
  }
  return { handlers, isStopped, asksFor }
}

describe('A locked page', () => {
  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('cannot leave by %s', (event) => {
    const { isStopped } = lockedPage()
    expect(isStopped(event, 'https://example.org/')).toBe(true)
    expect(isStopped(event, 'app://lekar.example.org/')).toBe(true)
    expect(isStopped(event, 'file:///etc/passwd')).toBe(true)
    expect(isStopped(event, 'app://lekar/app/index.html')).toBe(false)
  })

  it('opens no window, no webview, no device', () => {
    const { handlers, isStopped } = lockedPage()
    expect(handlers.window?.()).toEqual({ action: 'deny' })
    expect(handlers.device?.()).toBe(false)
    expect(isStopped('will-attach-webview', '')).toBe(true)
  })

  it('is granted what is on the list, and that only to our own address', () => {
    const { asksFor } = lockedPage()
    expect(asksFor('clipboard-sanitized-write', 'app://lekar/app/index.html')).toBe(true)
    expect(asksFor('clipboard-sanitized-write', 'https://example.org/')).toBe(false)
    for (const permission of [
      'media',
      'geolocation',
      'hid',
      'serial',
      'usb',
      'clipboard-read',
      'openExternal',
    ])
      expect([permission, asksFor(permission, 'app://lekar/app/index.html')]).toEqual([permission, false])
  })
})

describe('Our own address', () => {
  it('is compared with its separator', () => {
    expect(isOwnUrl('app://lekar')).toBe(true)
    expect(isOwnUrl('app://lekar/app/')).toBe(true)
    expect(isOwnUrl('app://lekar-evil/')).toBe(false)
    expect(isOwnUrl('app://print/x')).toBe(false)
  })
})
