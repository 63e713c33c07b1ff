import type { Host } from './host.ts'
import { indexedDbSecrets } from './indexed-db-secrets.ts'
import { printInFrame } from './print-in-frame.ts'
import { saveAsDownload } from './save-as-download.ts'

/** The browser body. `version` is that of the built workplace. */
export function createBrowserHost(version: string, factory: IDBFactory = globalThis.indexedDB): Host {
  return {
    kind: 'browser',
    info: async () => ({ version, platform: navigator.userAgent }),
    printHtml: printInFrame,
    saveFile: (file) => saveAsDownload(file),
    secrets: indexedDbSecrets(factory),
  }
}
