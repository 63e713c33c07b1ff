import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FuseV1Options } from '@electron/fuses'
import type { WebPreferences } from 'electron'
import { afterAll, beforeAll, describe, expect, expectTypeOf, it, vi } from 'vitest'
import { sourceFiles, specifiersOf } from '../../build/check/import-graph.ts'
import { projectRoot } from '../../build/launch/run-tool.ts'
import { fuses } from '../../build/pack/fuses.ts'
import { refusedSwitches } from '../../electron/refused-switches.ts'
import { channelNames } from '../../shared/contract/ipc-channel-names.ts'
import { issue } from '../contracts/self-signed.ts'
import { type FakeElectron, fakeElectron } from './fake-electron.ts'

// The points of Electron's security checklist, in its order and with its numbers, against the shell's real start. What
// only the real binary shows is in tests/journeys/desktop.journey.ts, which says when it is left out.

let folder: string
let shell: FakeElectron

/** Starts electron/main.ts in a machine made of the given facts. */
async function start(
  options: Parameters<typeof fakeElectron>[1] = {},
  settings: object = {},
): Promise<FakeElectron> {
  writeFileSync(
    join(folder, 'settings.json'),
    JSON.stringify({ serverUrl: 'https://sync.example.by', ...settings }),
  )
  const fake = fakeElectron(folder, options)
  vi.resetModules()
  vi.doMock('electron', () => fake.electron)
  await import('../../electron/main.ts')
  return fake
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lekar-checklist-'))
  shell = await start()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const handler = <T extends (...args: never[]) => unknown>(name: string): T =>
  shell.sessionHandlers.get(name) as T
const ask = (url: string): Promise<Response> =>
  handler<(request: Request) => Promise<Response>>('protocol.handle')(new Request(url))
/** Every window that the shell opens: the workplace's, and the hidden one of a print. */
const preferences = async (): Promise<WebPreferences[]> => {
  const print = shell.doors.get('print:pdf')!
  const frame = { senderFrame: { url: 'app://lekar/app/index.html', parent: null }, sender: {} }
  if (shell.windows.length < 2) await print(frame as never, { suggestedName: 'x.pdf', html: '<p>x</p>' })
  expect(shell.windows).toHaveLength(2)
  return shell.windows.map(({ options }) => options.webPreferences!)
}
const electronSources = sourceFiles(projectRoot)
  .filter((file) => file.startsWith('electron/') && !file.endsWith('.test.ts'))
  .map((file) => ({ file, text: readFileSync(join(projectRoot, file), 'utf8') }))
/** Emits one of Electron's navigation events; true when the shell has stopped it. */
const isStopped = (event: string, url: string): boolean => {
  const preventDefault = vi.fn()
  shell.windows[0]!.webContents.emit(event, { url, preventDefault })
  return preventDefault.mock.calls.length > 0
}

describe("Electron's security checklist", () => {
  it('1. only secure content is loaded: our package, and data from a server by https', async () => {
    expect(shell.windows[0]!.loaded).toEqual(['app://lekar/app/index.html'])
    await ask('app://lekar/clinic-demo/_changes')
    expect(shell.fetched.map(([url]) => url)).toEqual(['https://sync.example.by/clinic-demo/_changes'])
    expect(shell.fetched[0]![1].cache).toBe('no-store')
    await expect(start({}, { serverUrl: 'http://sync.example.by' })).rejects.toThrow('https')
  })

  it('2. no page has Node', async () => {
    for (const each of await preferences()) {
      expect(each.nodeIntegration).toBe(false)
      expect(each.nodeIntegrationInWorker ?? false).toBe(false)
      expect(each.nodeIntegrationInSubFrames ?? false).toBe(false)
    }
  })

  it('3. preload and page live in isolated contexts', async () => {
    for (const each of await preferences()) expect(each.contextIsolation).toBe(true)
  })

  it('4. every page is sandboxed, from before the first window, and a package cannot be started without', async () => {
    for (const each of await preferences()) expect(each.sandbox).toBe(true)
    expect(shell.calls.indexOf('enableSandbox')).toBeGreaterThanOrEqual(0)
    expect(shell.calls.indexOf('enableSandbox')).toBeLessThan(shell.calls.indexOf('ready'))
    expect(readFileSync(join(projectRoot, 'electron-builder.yml'), 'utf8')).toMatch(/executableArgs: \[\]/)
  })

  it('5. permissions are refused but for a list, and given to our own address alone', () => {
    const request = handler<(asking: object, permission: string, answer: (yes: boolean) => void) => void>(
      'setPermissionRequestHandler',
    )
    const check =
      handler<(asking: object, permission: string, origin: string) => boolean>('setPermissionCheckHandler')
    const asked = (permission: string, url: string): boolean => {
      let given = false
      request({ getURL: () => url }, permission, (yes) => (given = yes))
      expect(check({}, permission, new URL(url).origin === 'null' ? 'app://lekar' : url)).toBe(given)
      return given
    }
    const permissions =
      'clipboard-read clipboard-sanitized-write display-capture fullscreen geolocation idle-detection media mediaKeySystem midi midiSysex notifications persistent-storage pointerLock keyboardLock openExternal speaker-selection storage-access top-level-storage-access window-management unknown fileSystem hid serial usb'
    const allowed = permissions.split(' ').filter((name) => asked(name, 'app://lekar/app/index.html'))
    expect(allowed).toEqual(['clipboard-sanitized-write', 'notifications', 'persistent-storage'])
    for (const name of allowed) expect(asked(name, 'https://example.org/')).toBe(false)
    expect(handler<() => boolean>('setDevicePermissionHandler')()).toBe(false)
  })

  it('6. webSecurity is on', async () => {
    for (const each of await preferences()) expect(each.webSecurity ?? true).toBe(true)
    expect((await preferences())[0]!.webSecurity).toBe(true)
  })

  it('7. everything under our addresses has a strict policy, also what the server sends', async () => {
    shell.defaultSession.answer = new Response('<script>1</script>', {
      headers: { 'content-type': 'text/html', 'content-security-policy': "script-src 'unsafe-inline'" },
    })
    for (const url of [
      'app://lekar/plain/d/evil.html',
      'app://lekar/app/none.js',
      'app://other/',
      'app://print/none',
    ]) {
      const answer = await ask(url)
      expect([url, answer.headers.get('content-security-policy')]).toEqual([
        url,
        "default-src 'none'; frame-ancestors 'none'; sandbox",
      ])
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  it('8. no insecure content runs in a secure page', async () => {
    for (const each of await preferences()) expect(each.allowRunningInsecureContent ?? false).toBe(false)
  })

  it('9. no experimental features are on', async () => {
    for (const each of await preferences()) expect(each.experimentalFeatures ?? false).toBe(false)
    for (const { file, text } of electronSources)
      expect([file, /appendSwitch|appendArgument/.test(text)]).toEqual([file, false])
  })

  it('10. no Blink features are switched on', async () => {
    for (const each of await preferences()) expect(each.enableBlinkFeatures).toBeUndefined()
  })

  it('11. there are no webviews, so none may open windows', async () => {
    for (const each of await preferences()) expect(each.webviewTag ?? false).toBe(false)
    const inRenderer = sourceFiles(projectRoot).filter((file) => file.startsWith('renderer/'))
    for (const file of inRenderer)
      expect([file, /<webview|allowpopups/i.test(readFileSync(join(projectRoot, file), 'utf8'))]).toEqual([
        file,
        false,
      ])
  })

  it('12. a webview that comes anyway is not attached', () => {
    expect(isStopped('will-attach-webview', '')).toBe(true)
  })

  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])(
    '13. no page leaves the package by %s, not even to what the server sends under our origin',
    (event) => {
      for (const url of [
        'https://example.org/',
        'http://127.0.0.1/',
        'file:///etc/passwd',
        'app://lekar-evil/app/',
        'app://lekar/clinic-demo/x',
        'app://lekar/app/../plain/evil.html',
        'app://lekar/app/%2e%2e/plain/evil.html',
        'data:text/html,x',
        'javascript:1',
        'devtools://devtools/',
      ])
        expect([url, isStopped(event, url)]).toEqual([url, true])
      expect(isStopped(event, 'app://lekar/app/index.html#/patients')).toBe(false)
    },
  )

  it('14. no page opens a window, and none begins a download', () => {
    expect(handler<() => unknown>('setWindowOpenHandler')()).toEqual({ action: 'deny' })
    const preventDefault = vi.fn()
    shell.defaultSession.emit('will-download', { preventDefault })
    expect(preventDefault).toHaveBeenCalledOnce()
  })

  it('15. nothing is handed to the operating system to be opened', () => {
    for (const { file, text } of electronSources) {
      expect([file, /\bshell\b.*from 'electron'|openExternal|openPath/.test(text)]).toEqual([file, false])
      expect([
        file,
        specifiersOf(text, file).filter((name) => /child_process|worker_threads|^node:vm/.test(name)),
      ]).toEqual([file, []])
    }
  })

  it('16. one current version of Electron is pinned, in the manifest as in the lockfile', () => {
    const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'))
    const lock = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'))
    const pinned: string = manifest.devDependencies.electron
    expect(pinned).toMatch(/^\d+\.\d+\.\d+$/)
    expect(Number.parseInt(pinned, 10)).toBeGreaterThanOrEqual(45)
    expect(lock.packages['node_modules/electron'].version).toBe(pinned)
    expect(lock.packages['node_modules/electron'].integrity).toMatch(/^sha512-/)
  })

  it('17. every door looks at who knocks (and how: tests/security/ipc-fuzz.test.ts)', async () => {
    expect([...shell.doors.keys()].sort()).toEqual([...channelNames].sort())
    for (const door of shell.doors.values())
      for (const url of [
        'https://example.org/',
        'app://lekar/plain/evil.html',
        'app://print/x',
        'about:blank',
      ])
        await expect(
          door({ senderFrame: { url, parent: null }, sender: {} } as never, undefined),
        ).rejects.toThrow('foreign frame')
  })

  it('18. pages come by a protocol of our own without extra rights, never by file:', () => {
    expect(shell.schemes).toEqual([
      {
        scheme: 'app',
        privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
      },
    ])
    expect(shell.calls.indexOf('registerSchemesAsPrivileged')).toBeLessThan(shell.calls.indexOf('ready'))
    for (const { file, text } of electronSources)
      expect([file, /file:\/\/|loadFile\(|interceptFileProtocol|bypassCSP/.test(text)]).toEqual([file, false])
  })

  // 19. Fuses: each one below.
  const decided: [FuseV1Options, boolean, string][] = [
    [FuseV1Options.RunAsNode, false, 'the program is no Node for whoever finds it'],
    [FuseV1Options.EnableCookieEncryption, true, 'the session cookie is sealed on the disk'],
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable, false, 'no code comes in by NODE_OPTIONS'],
    [FuseV1Options.EnableNodeCliInspectArguments, false, 'no debugger by --inspect or SIGUSR1'],
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, true, 'a changed package does not start'],
    [FuseV1Options.OnlyLoadAppFromAsar, true, 'no folder beside the package is loaded'],
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot, false, 'there is no snapshot of our own'],
    [FuseV1Options.GrantFileProtocolExtraPrivileges, false, 'file: has no extra rights'],
    [FuseV1Options.WasmTrapHandlers, true, 'Argon2id needs their speed'],
  ]
  it.each(decided.map(([fuse, on, why]) => [FuseV1Options[fuse], on, why, fuse] as const))(
    '19. the fuse %s is %s: %s',
    (_name, on, _why, fuse) => {
      expect(fuses[fuse]).toBe(on)
    },
  )

  it('19. no fuse is undecided: a new one does not compile, and is missed here', () => {
    expectTypeOf<keyof typeof fuses>().toEqualTypeOf<FuseV1Options>()
    const known = Object.values(FuseV1Options).filter((value) => typeof value === 'number')
    expect(decided.map(([fuse]) => fuse).sort()).toEqual(known.sort())
  })

  it('20. the page gets one function for the doors of the contract, and nothing of Electron', async () => {
    const fresh = await start()
    await import('../../electron/preload.ts')
    expect([...fresh.exposed.keys()]).toEqual(['lekar'])
    const bridge = fresh.exposed.get('lekar') as {
      invoke: (channel: string, input: unknown) => Promise<unknown>
    }
    expect(Object.keys(bridge)).toEqual(['invoke'])
    for (const channel of ['shell:open', '__proto__', 'ELECTRON_BROWSER_READY', 'print:html\0', ''])
      await expect(bridge.invoke(channel, {})).rejects.toThrow('no such channel')
    expect(fresh.invoked).toEqual([])
    await bridge.invoke('app:info', undefined)
    expect(fresh.invoked).toEqual([['app:info', undefined]])
    const imports = specifiersOf(readFileSync(join(projectRoot, 'electron/preload.ts'), 'utf8'), 'preload.ts')
    expect(imports.filter((name) => !name.startsWith('#shared/contract/'))).toEqual(['electron'])
  })
})

describe('Besides the checklist, the shell', () => {
  it.each(refusedSwitches.map((name) => [name]))('does not start as a package with --%s', async (name) => {
    const say = vi.spyOn(console, 'error').mockImplementation(() => {})
    const refused = await start({ switches: [name] })
    expect(say).toHaveBeenCalledWith(`Lekar does not start with --${name}`)
    say.mockRestore()
    expect(refused.calls).toEqual(['exit'])
    expect(refused.windows).toEqual([])
  })

  it('opens developer tools from no package', async () => {
    const packaged = await start()
    expect(packaged.windows[0]!.options.webPreferences!.devTools).toBe(false)
    expect(JSON.stringify(packaged.menus)).not.toContain('toggleDevTools')
    const development = await start({ isPackaged: false, switches: ['remote-debugging-port'] })
    expect(development.windows[0]!.options.webPreferences!.devTools).toBe(true)
  })

  it('believes the authority in its settings and no other, and does not start with one that is none', async () => {
    const { cert } = issue({ commonName: 'Clinic CA', isAuthority: true })
    const pinned = await start({}, { serverCertificateAuthority: cert })
    expect(pinned.calls.indexOf('setCertificateVerifyProc')).toBeGreaterThan(0)
    expect(pinned.calls.indexOf('setCertificateVerifyProc')).toBeLessThan(
      pinned.calls.indexOf('new BrowserWindow'),
    )
    expect((await start()).calls).not.toContain('setCertificateVerifyProc')
    for (const serverCertificateAuthority of ['', 'x', 5, `${cert}x`])
      await expect(start({}, { serverCertificateAuthority })).rejects.toThrow('serverCertificateAuthority')
  })

  it('has no second way to make a window or a session', () => {
    const makers = electronSources
      .filter(({ text }) => /new BrowserWindow\(/.test(text))
      .map(({ file }) => file)
    expect(makers).toEqual(['electron/printing.ts', 'electron/window.ts'])
    for (const { file, text } of electronSources)
      expect([file, /fromPartition|fromPath\(|WebContentsView|BrowserView/.test(text)]).toEqual([file, false])
    expect(readdirSync(join(projectRoot, 'electron')).length).toBeGreaterThan(10)
  })
})
