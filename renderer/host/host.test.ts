import { afterEach, describe, expect, it, vi } from 'vitest'
import type { LekarBridge } from '#shared/contract/ipc.ts'
import { chooseHost } from './choose-host.ts'
import { withNonce } from './csp-nonce.ts'
import { createElectronHost } from './electron-host.ts'
import { saveAsDownload } from './save-as-download.ts'

afterEach(() => {
  delete window.lekar
  document.head.innerHTML = ''
})

const bridge = (answer: unknown) => {
  const invoke = vi.fn(async () => answer)
  return { invoke, bridge: { invoke } as unknown as LekarBridge }
}

describe('the shell', () => {
  it('is Electron where preload has put its bridge, else the browser', async () => {
    expect(chooseHost('1.0.0').kind).toBe('browser')
    window.lekar = bridge(undefined).bridge
    expect(chooseHost('1.0.0').kind).toBe('electron')
  })

  it('passes every wish to Electron through its own channel', async () => {
    const { invoke, bridge: given } = bridge(null)
    const host = createElectronHost(given)
    expect(await host.secrets.get('key')).toBeUndefined()
    await host.printHtml({ title: 'Рецепт', html: '<p>' })
    expect(invoke.mock.calls).toEqual([
      ['secret:get', { key: 'key' }],
      ['print:html', { title: 'Рецепт', html: '<p>' }],
    ])
  })
})

describe('saving a file in a browser', () => {
  const file = { suggestedName: 'r.pdf', mediaType: 'application/pdf', bytes: new Uint8Array([1]) }

  it('says that the person cancelled', async () => {
    const showSaveFilePicker = async () => Promise.reject(new DOMException('', 'AbortError'))
    expect(await saveAsDownload(file, { showSaveFilePicker })).toBe('cancelled')
  })

  it('says that it failed when the disk refuses', async () => {
    const write = async () => Promise.reject(new Error('disk full'))
    const showSaveFilePicker = async () => ({
      createWritable: async () => ({ write, close: async () => {} }),
    })
    expect(await saveAsDownload(file, { showSaveFilePicker })).toBe('failed')
  })

  it('downloads where there is no dialog', async () => {
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {})
    expect(await saveAsDownload(file, {})).toBe('saved')
    expect(click).toHaveBeenCalledOnce()
    click.mockRestore()
  })
})

describe('a page for a frame', () => {
  it('gets the nonce on its own styles only', () => {
    document.head.innerHTML = '<meta property="csp-nonce" nonce="abc">'
    expect(withNonce('<style>p{}</style><p>&lt;style&gt;</p>')).toBe(
      '<style nonce="abc">p{}</style><p>&lt;style&gt;</p>',
    )
  })
})
