import { contextBridge, ipcRenderer } from 'electron'
import type { LekarBridge } from '#shared/contract/ipc.ts'
import { channelNames } from '#shared/contract/ipc-channel-names.ts'

const bridge: LekarBridge = {
  invoke: (channel, input) =>
    channelNames.includes(channel)
      ? ipcRenderer.invoke(channel, input)
      : Promise.reject(new Error('no such channel')),
}

contextBridge.exposeInMainWorld('lekar', bridge)
