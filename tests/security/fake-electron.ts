import { EventEmitter } from 'node:events'
import type { BrowserWindowConstructorOptions, CustomScheme, IpcMainInvokeEvent } from 'electron'

type Handler = (...args: never[]) => unknown

/**
 * Stands for Electron where its binary is missing: it runs nothing and keeps what the shell asks of it, so that tests
 * read the shell's real configuration. What only the binary can show is in tests/journeys/desktop.journey.ts.
 */
export function fakeElectron(userData: string, { isPackaged = true, switches = [] as string[] } = {}) {
  /** What was called, in its order. */
  const calls: string[] = []
  const windows: FakeWindow[] = []
  const schemes: CustomScheme[] = []
  const doors = new Map<string, (event: IpcMainInvokeEvent, input: unknown) => Promise<unknown>>()
  const exposed = new Map<string, unknown>()
  const invoked: unknown[][] = []
  const menus: unknown[] = []
  const note = (name: string) => () => {
    calls.push(name)
  }

  const sessionHandlers = new Map<string, Handler>()
  const keep = (name: string) => (handler: Handler) => {
    calls.push(name)
    sessionHandlers.set(name, handler)
  }
  const fetched: [string, RequestInit][] = []
  const defaultSession = Object.assign(new EventEmitter(), {
    protocol: { handle: (_scheme: string, handler: Handler) => keep('protocol.handle')(handler) },
    setCertificateVerifyProc: keep('setCertificateVerifyProc'),
    setPermissionRequestHandler: keep('setPermissionRequestHandler'),
    setPermissionCheckHandler: keep('setPermissionCheckHandler'),
    setDevicePermissionHandler: keep('setDevicePermissionHandler'),
    answer: new Response('{}'),
    async fetch(url: string, init: RequestInit) {
      fetched.push([url, init])
      return defaultSession.answer.clone()
    },
  })

  class FakeWindow {
    readonly options: BrowserWindowConstructorOptions
    readonly loaded: string[] = []
    readonly webContents = Object.assign(new EventEmitter(), {
      session: defaultSession,
      setWindowOpenHandler: keep('setWindowOpenHandler'),
      printToPDF: async () => Buffer.from('%PDF'),
      print: (_options: unknown, done: (success: boolean) => void) => done(true),
    })
    constructor(options: BrowserWindowConstructorOptions) {
      calls.push('new BrowserWindow')
      this.options = options
      windows.push(this)
      app.emit('web-contents-created', {}, this.webContents)
    }
    async loadURL(url: string) {
      this.loaded.push(url)
    }
    once() {}
    on() {}
    show() {}
    destroy() {}
    maximize() {}
    static getAllWindows = () => windows
    static fromWebContents = () => null
  }

  const app = Object.assign(new EventEmitter(), {
    isPackaged,
    commandLine: { hasSwitch: (name: string) => switches.includes(name) },
    requestSingleInstanceLock: () => true,
    enableSandbox: note('enableSandbox'),
    exit: note('exit'),
    quit: note('quit'),
    async whenReady() {
      calls.push('ready')
    },
    getPath: () => userData,
    getVersion: () => '0.1.0',
  })

  const electron = {
    app,
    BrowserWindow: FakeWindow,
    session: { defaultSession },
    protocol: {
      registerSchemesAsPrivileged(given: CustomScheme[]) {
        calls.push('registerSchemesAsPrivileged')
        schemes.push(...given)
      },
    },
    Menu: {
      buildFromTemplate: (template: unknown) => template,
      setApplicationMenu: (menu: unknown) => menus.push(menu),
    },
    screen: { getAllDisplays: () => [] },
    dialog: { showSaveDialog: async () => ({ canceled: true, filePath: '' }) },
    safeStorage: {
      isEncryptionAvailable: () => true,
      encryptString: (text: string) => Buffer.from(text).reverse(),
      decryptString: (bytes: Buffer) => Buffer.from(bytes).reverse().toString(),
    },
    ipcMain: { handle: (name: string, door: never) => doors.set(name, door) },
    contextBridge: { exposeInMainWorld: (name: string, value: unknown) => exposed.set(name, value) },
    ipcRenderer: {
      async invoke(...given: unknown[]) {
        invoked.push(given)
      },
    },
  }
  return {
    electron,
    calls,
    windows,
    schemes,
    doors,
    exposed,
    invoked,
    menus,
    fetched,
    defaultSession,
    sessionHandlers,
    app,
  }
}

export type FakeElectron = ReturnType<typeof fakeElectron>
