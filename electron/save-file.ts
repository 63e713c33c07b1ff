import { rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { app, type BrowserWindow, dialog } from 'electron'
import type { IpcInput, IpcOutput } from '#shared/contract/ipc.ts'

/** A suggestion for the dialog: no folders, no characters that Windows refuses, no name that it reserves. */
export function safeFileName(suggestion: string): string {
  const name = [...basename(suggestion.replaceAll('\\', '/'))]
    .map((letter) => (letter < ' ' || '<>:"|?*'.includes(letter) ? '_' : letter))
    .join('')
    .trim()
  return /^(con|prn|aux|nul|com\d|lpt\d)?(\.|$)/i.test(name) ? `_${name}` : name
}

/** Asks where, then writes beside the target and renames: a full disk never leaves half a file under its name. */
export async function saveFile(
  file: IpcInput<'file:save'>,
  parent: BrowserWindow | undefined,
): Promise<IpcOutput<'file:save'>> {
  const options = { defaultPath: join(app.getPath('documents'), safeFileName(file.suggestedName)) }
  const choice = parent ? await dialog.showSaveDialog(parent, options) : await dialog.showSaveDialog(options)
  if (choice.canceled || !choice.filePath) return 'cancelled'
  const partial = `${choice.filePath}.part`
  try {
    await writeFile(partial, file.bytes)
    await rename(partial, choice.filePath)
    return 'saved'
  } catch {
    await rm(partial, { force: true })
    return 'failed'
  }
}
