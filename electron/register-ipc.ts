import { app, BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron'
import { type IpcChannel, type IpcInput, type IpcOutput, ipcChannels } from '#shared/contract/ipc.ts'
import { channelNames } from '#shared/contract/ipc-channel-names.ts'
import type { PrintPages } from './app-protocol.ts'
import { isWorkplaceUrl } from './lock-down.ts'
import { printHtml, savePdf } from './printing.ts'
import { saveFile } from './save-file.ts'
import { openSecrets } from './secrets.ts'

type Handlers = {
  [C in IpcChannel]: (
    input: IpcInput<C>,
    window: BrowserWindow | undefined,
  ) => IpcOutput<C> | Promise<IpcOutput<C>>
}

/** Opens exactly the doors of shared/contract/ipc: for the workplace's own top frame, with parsed arguments. */
export function registerIpc(options: { prints: PrintPages; userData: string }): void {
  const secrets = openSecrets(options.userData)
  const handlers: Handlers = {
    'app:info': () => ({ version: app.getVersion(), platform: process.platform }),
    'print:html': (input) => printHtml(options.prints, input),
    'print:pdf': (input, window) => savePdf(options.prints, input, window),
    'file:save': (input, window) => saveFile(input, window),
    'secret:get': ({ key }) => secrets.get(key),
    'secret:set': ({ key, value }) => secrets.set(key, value),
    'secret:remove': ({ key }) => secrets.remove(key),
  }
  for (const channel of channelNames)
    ipcMain.handle(
      channel,
      async (event, input: unknown) => await answer(channel, handlers[channel], event, input),
    )
}

async function answer<C extends IpcChannel>(
  channel: C,
  handler: Handlers[C],
  event: IpcMainInvokeEvent,
  input: unknown,
): Promise<IpcOutput<C>> {
  if (!isFromWorkplace(event)) throw new Error(`${channel}: foreign frame`)
  const parsed = ipcChannels[channel].input.safeParse(input)
  // The message names the channel only: an argument may hold a patient's data.
  if (!parsed.success) throw new Error(`${channel}: malformed arguments`)
  return await handler(parsed.data as IpcInput<C>, BrowserWindow.fromWebContents(event.sender) ?? undefined)
}

/** True for the workplace's own top frame; a frame that is gone is nobody. */
function isFromWorkplace({ senderFrame }: IpcMainInvokeEvent): boolean {
  try {
    return senderFrame !== null && senderFrame.parent === null && isWorkplaceUrl(senderFrame.url)
  } catch {
    // Electron throws for whatever is asked of a destroyed frame.
    return false
  }
}
