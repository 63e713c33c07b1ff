import type { LekarBridge } from '#shared/contract/ipc.ts'
import { createBrowserHost } from './browser-host.ts'
import { createElectronHost } from './electron-host.ts'
import type { Host } from './host.ts'

declare global {
  interface Window {
    /** There only inside our Electron shell. */
    lekar?: LekarBridge
  }
}

/** The body of the shell this page runs in, chosen once at boot. */
export const chooseHost = (version: string): Host =>
  window.lekar ? createElectronHost(window.lekar) : createBrowserHost(version)
