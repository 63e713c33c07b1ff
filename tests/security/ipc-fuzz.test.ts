import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IpcMainInvokeEvent } from 'electron'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ipcChannels } from '../../shared/contract/ipc.ts'
import { channelNames, type IpcChannel } from '../../shared/contract/ipc-channel-names.ts'
import { type FakeElectron, fakeElectron } from './fake-electron.ts'

let folder: string
let shell: FakeElectron
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lekar-fuzz-'))
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ serverUrl: 'https://sync.example.by' }))
  shell = fakeElectron(folder)
  vi.doMock('electron', () => shell.electron)
  await import('../../electron/main.ts')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const own = { url: 'app://lekar/app/index.html', parent: null }
const knock = (channel: IpcChannel, input: unknown, senderFrame: unknown = own): Promise<unknown> =>
  shell.doors.get(channel)!({ senderFrame, sender: {} } as IpcMainInvokeEvent, input)

const names = [
  'key',
  'value',
  'html',
  'title',
  'suggestedName',
  'mediaType',
  'bytes',
  '__proto__',
  'constructor',
]
const strings = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.constantFrom(
    '__proto__',
    '../../etc/passwd',
    '\0',
    '\ud800',
    '<script>window.ran=1</script>',
    'station',
    'x'.repeat(100),
    'x'.repeat(101),
    'x'.repeat(10_001),
  ),
)
const huge = fc.constantFrom('x'.repeat(5_000_001), '\u0451'.repeat(6_000_000))
const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withObjectString: true,
  withTypedArray: true,
  withSparseArray: true,
})
/** Objects that look like what the doors take, with members that are wrong, missing, too many or too long. */
const lookalike = fc.dictionary(
  fc.constantFrom(...names),
  fc.oneof(
    { weight: 6, arbitrary: strings },
    { weight: 2, arbitrary: fc.uint8Array({ maxLength: 50 }) },
    { weight: 2, arbitrary: anything },
    { weight: 1, arbitrary: huge },
  ),
)
const polluting = fc.constantFrom<unknown>(
  JSON.parse('{"__proto__":{"key":"a","polluted":true}}'),
  JSON.parse('{"key":"a","value":"b","__proto__":{"polluted":true}}'),
  JSON.parse('{"constructor":{"prototype":{"polluted":true}}}'),
  Object.create({ key: 'a', value: 'b', html: '<p>', suggestedName: 'x' }),
)

describe('The doors between page and shell', () => {
  it('answer what the contract says or refuse in plain words, whatever comes in', async () => {
    const before = readdirSync(folder)
    const prototype = Object.getOwnPropertyNames(Object.prototype)
    const outcomes = { answered: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...channelNames),
        fc.oneof(
          { weight: 5, arbitrary: lookalike },
          { weight: 3, arbitrary: anything },
          { weight: 1, arbitrary: polluting },
        ),
        async (channel, input) => {
          const windows = shell.windows.length
          try {
            const output = await knock(channel, input)
            outcomes.answered += 1
            expect(ipcChannels[channel].output.safeParse(output).success).toBe(true)
            expect(ipcChannels[channel].input.safeParse(input).success).toBe(true)
          } catch (error) {
            outcomes.refused += 1
            expect(error).toEqual(new Error(`${channel}: malformed arguments`))
            expect(shell.windows.length).toBe(windows)
          }
        },
      ),
      { numRuns: 3000 },
    )
    expect(outcomes.answered).toBeGreaterThan(100)
    expect(outcomes.refused).toBeGreaterThan(1000)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(prototype)
    const after = readdirSync(folder).filter((file) => !before.includes(file))
    expect(after.filter((file) => file !== 'secrets.json')).toEqual([])
    expect(existsSync(join(folder, '..', 'passwd'))).toBe(false)
  }, 60_000)

  it('give a secret back as it was set, under every key that they take', async () => {
    const key = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9:/._-]{0,99}$/)
    await fc.assert(
      fc.asyncProperty(key, fc.string({ unit: 'grapheme', maxLength: 200 }), async (name, value) => {
        await knock('secret:set', { key: name, value })
        expect(await knock('secret:get', { key: name })).toBe(value)
      }),
      { numRuns: 200 },
    )
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
      expect(await knock('secret:get', { key: name }).catch(() => null)).toBeNull()
  })

  it('stay shut for every frame but the workplace at the top of its window', async () => {
    const gone = {
      get url(): string {
        throw new Error('Render frame was disposed before WebFrameMain could be accessed')
      },
      parent: null,
    }
    const goneWithParent = {
      url: own.url,
      get parent(): null {
        throw new Error('Render frame was disposed before WebFrameMain could be accessed')
      },
    }
    const urls = [
      '',
      'about:blank',
      'about:srcdoc',
      'app://lekar',
      'app://lekar/',
      'app://lekar/app',
      'app://lekar/apple/x',
      'app://lekar/clinic-demo/visit:1/page.html',
      'app://lekar/app/../plain/evil.html',
      'app://lekar/app/%2e%2e/plain/evil.html',
      'app://lekar.example.org/app/',
      'app://lekar@example.org/app/',
      'app://print/app/',
      'https://lekar/app/index.html',
      'blob:app://lekar/app/1',
      'data:text/html,app://lekar/app/',
      'file:///app://lekar/app/',
      'APP://LEKAR/app/../',
    ]
    const frames = [
      null,
      gone,
      goneWithParent,
      { ...own, parent: {} },
      ...urls.map((url) => ({ url, parent: null })),
    ]
    for (const frame of frames)
      for (const channel of channelNames)
        await expect(knock(channel, { key: 'station', value: 'x' }, frame)).rejects.toEqual(
          new Error(`${channel}: foreign frame`),
        )
    const foreign = fc.webUrl({ withFragments: true, withQueryParameters: true })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...channelNames), foreign, anything, async (channel, url, input) => {
        await expect(knock(channel, input, { url, parent: null })).rejects.toEqual(
          new Error(`${channel}: foreign frame`),
        )
      }),
    )
    expect(await knock('app:info', undefined)).toMatchObject({ version: '0.1.0' })
  })
})
