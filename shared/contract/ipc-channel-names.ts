/** The names alone: all that the preload script carries. Their arguments are in ipc.ts. */
export const channelNames = [
  'app:info',
  'print:html',
  'print:pdf',
  'file:save',
  'secret:get',
  'secret:set',
  'secret:remove',
] as const

export type IpcChannel = (typeof channelNames)[number]
