import { z } from 'zod'
import type { IpcChannel } from './ipc-channel-names.ts'

/** More than any document or courier file holds; beyond it something is wrong. */
const longestFileBytes = 256 * 1024 * 1024
const secretKey = z.string().regex(/^[a-zA-Z][a-zA-Z0-9:/._-]{0,99}$/)

/** Every door between the renderer and the Electron main process: name, what goes in, what comes out. */
export const ipcChannels = {
  'app:info': { input: z.void(), output: z.object({ version: z.string(), platform: z.string() }) },
  /** Opens the system's print dialog for a self-contained HTML page. */
  'print:html': {
    input: z.object({ title: z.string().max(200), html: z.string().max(5_000_000) }),
    output: z.enum(['printed', 'cancelled', 'failed']),
  },
  /** Asks where, then writes the page as PDF. */
  'print:pdf': {
    input: z.object({ suggestedName: z.string().max(200), html: z.string().max(5_000_000) }),
    output: z.enum(['saved', 'cancelled', 'failed']),
  },
  'file:save': {
    input: z.object({
      suggestedName: z.string().max(200),
      mediaType: z.string().max(100),
      bytes: z.instanceof(Uint8Array).refine(({ byteLength }) => byteLength <= longestFileBytes),
    }),
    output: z.enum(['saved', 'cancelled', 'failed']),
  },
  'secret:get': { input: z.object({ key: secretKey }), output: z.string().nullable() },
  'secret:set': {
    input: z.object({ key: secretKey, value: z.string().max(10_000) }),
    output: z.void(),
  },
  'secret:remove': { input: z.object({ key: secretKey }), output: z.void() },
} as const satisfies Record<IpcChannel, { input: z.ZodType; output: z.ZodType }>

export type { IpcChannel }
export type IpcInput<C extends IpcChannel> = z.infer<(typeof ipcChannels)[C]['input']>
export type IpcOutput<C extends IpcChannel> = z.infer<(typeof ipcChannels)[C]['output']>

/** What preload puts on `window.lekar`: nothing but this. */
export interface LekarBridge {
  invoke<C extends IpcChannel>(channel: C, input: IpcInput<C>): Promise<IpcOutput<C>>
}
