import { BrowserWindow } from 'electron'
import type { IpcInput, IpcOutput } from '#shared/contract/ipc.ts'
import type { PrintPages } from './app-protocol.ts'
import { saveFile } from './save-file.ts'

/** Shows a page to `work` in a hidden window without scripts, and takes both away afterwards. */
async function withHiddenPage<T>(
  prints: PrintPages,
  html: string,
  work: (window: BrowserWindow) => Promise<T>,
): Promise<T> {
  const page = prints.add(html)
  const window = new BrowserWindow({
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false },
  })
  try {
    await window.loadURL(page.url)
    return await work(window)
  } finally {
    page.remove()
    window.destroy()
  }
}

/** Opens the system's print dialog. */
export const printHtml = (
  prints: PrintPages,
  input: IpcInput<'print:html'>,
): Promise<IpcOutput<'print:html'>> =>
  withHiddenPage(
    prints,
    input.html,
    (window) =>
      new Promise((resolve) => {
        window.webContents.print({ printBackground: true }, (success, reason) =>
          resolve(success ? 'printed' : reason === 'cancelled' ? 'cancelled' : 'failed'),
        )
      }),
  )

/** Asks where and writes the page there as PDF; the page's own CSS sets the paper. */
export async function savePdf(
  prints: PrintPages,
  input: IpcInput<'print:pdf'>,
  parent: BrowserWindow | undefined,
): Promise<IpcOutput<'print:pdf'>> {
  const bytes = await withHiddenPage(
    prints,
    input.html,
    async (window) =>
      new Uint8Array(await window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true })),
  )
  return await saveFile({ suggestedName: input.suggestedName, mediaType: 'application/pdf', bytes }, parent)
}
