import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { channelNames } from '#shared/contract/ipc-channel-names.ts'

const doors = new Map<string, (event: unknown, input: unknown) => Promise<unknown>>()
const dialog = vi.hoisted(() => ({ showSaveDialog: vi.fn() }))
vi.mock('electron', () => ({
  app: { getVersion: () => '0.1.0', getPath: () => '/home/x' },
  ipcMain: { handle: (name: string, door: never) => doors.set(name, door) },
  BrowserWindow: { fromWebContents: () => null },
  dialog,
  // The key store of the machine is the part that is missing here; it is replaced by a reversible stand-in.
  safeStorage: {
    isEncryptionAvailable: () => true,
    encryptString: (text: string) => Buffer.from(text).reverse(),
    decryptString: (bytes: Buffer) => Buffer.from(bytes).reverse().toString(),
  },
}))
const { registerIpc } = await import('./register-ipc.ts')

const ownFrame = { senderFrame: { url: 'app://lekar/app/index.html', parent: null }, sender: {} }
const call = (channel: string, input: unknown, event: unknown = ownFrame) => doors.get(channel)!(event, input)

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lekar-ipc-'))
  doors.clear()
  registerIpc({ prints: { add: () => ({ url: '', remove: () => {} }) }, userData: folder })
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('The doors between page and shell', () => {
  it('are exactly the ones in the contract', () => {
    expect([...doors.keys()].sort()).toEqual([...channelNames].sort())
  })

  it.each([
    ['a page of another origin', { url: 'https://example.org/', parent: null }],
    ['a frame inside our page', { url: 'app://lekar/app/index.html', parent: {} }],
    ['a frame that is gone', null],
  ])('stay shut for %s', async (_who, senderFrame) => {
    for (const channel of channelNames)
      await expect(call(channel, undefined, { senderFrame, sender: {} })).rejects.toThrow('foreign frame')
  })

  it('refuse any malformed argument and repeat none of it in the error', async () => {
    const taking = channelNames.filter((channel) => channel !== 'app:info')
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...taking), fc.jsonValue(), async (channel, input) => {
        const looksRight = typeof input === 'object' && input !== null && ('key' in input || 'html' in input)
        fc.pre(!looksRight)
        await expect(call(channel, input)).rejects.toThrow(new Error(`${channel}: malformed arguments`))
      }),
    )
  })

  it('keep a secret encrypted in the file and give it back', async () => {
    await call('secret:set', { key: 'station', value: 'очень тайно' })
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).not.toContain('тайно')
    expect(await call('secret:get', { key: 'station' })).toBe('очень тайно')
    expect(await call('secret:get', { key: 'constructor' })).toBeNull()
    await call('secret:remove', { key: 'station' })
    expect(await call('secret:get', { key: 'station' })).toBeNull()
  })

  it('save a file where the user says, whole or not at all', async () => {
    const target = join(folder, 'рецепт.pdf')
    dialog.showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath: target })
    const file = {
      suggestedName: 'рецепт.pdf',
      mediaType: 'application/pdf',
      bytes: new Uint8Array([1, 2, 3]),
    }
    expect(await call('file:save', file)).toBe('saved')
    expect([...readFileSync(target)]).toEqual([1, 2, 3])

    dialog.showSaveDialog.mockResolvedValueOnce({ canceled: true, filePath: '' })
    expect(await call('file:save', file)).toBe('cancelled')

    dialog.showSaveDialog.mockResolvedValueOnce({
      canceled: false,
      filePath: join(folder, 'no-such-folder', 'x.pdf'),
    })
    expect(await call('file:save', file)).toBe('failed')
  })
})
