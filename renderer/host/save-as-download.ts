import type { SaveOutcome } from './host.ts'

interface SaveFile {
  suggestedName: string
  mediaType: string
  bytes: Uint8Array
}

interface FilePicker {
  showSaveFilePicker?: (options: { suggestedName: string }) => Promise<{
    createWritable(): Promise<{ write(data: Blob): Promise<void>; close(): Promise<void> }>
  }>
}

const isAbort = (failure: unknown): boolean =>
  failure instanceof DOMException && failure.name === 'AbortError'

/** Saves by the system's own dialog where the browser has it, else as a download into the usual folder. */
export async function saveAsDownload(
  file: SaveFile,
  picker: FilePicker = window as FilePicker,
): Promise<SaveOutcome> {
  const blob = new Blob([file.bytes.slice()], { type: file.mediaType })
  if (!picker.showSaveFilePicker) return download(file.suggestedName, blob)
  try {
    const handle = await picker.showSaveFilePicker({ suggestedName: file.suggestedName })
    const stream = await handle.createWritable()
    await stream.write(blob)
    await stream.close()
    return 'saved'
  } catch (failure) {
    if (isAbort(failure)) return 'cancelled'
    // The dialog needs a fresh click (SecurityError after a long preparation): a download does not.
    const refused = failure instanceof DOMException && failure.name === 'SecurityError'
    return refused ? download(file.suggestedName, blob) : 'failed'
  }
}

function download(name: string, blob: Blob): SaveOutcome {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
  return 'saved'
}
