import type { LekarBridge } from '#shared/contract/ipc.ts'
import type { Host } from './host.ts'

/** The Electron body: every wish goes through the bridge that preload put on the window. */
export function createElectronHost(bridge: LekarBridge): Host {
  return {
    kind: 'electron',
    info: () => bridge.invoke('app:info', undefined),
    printHtml: ({ title, html }) => bridge.invoke('print:html', { title, html }),
    saveFile: ({ suggestedName, mediaType, bytes }) =>
      bridge.invoke('file:save', { suggestedName, mediaType, bytes: bytes.slice() }),
    secrets: {
      get: async (key) => (await bridge.invoke('secret:get', { key })) ?? undefined,
      set: (key, value) => bridge.invoke('secret:set', { key, value }),
      remove: (key) => bridge.invoke('secret:remove', { key }),
    },
  }
}
