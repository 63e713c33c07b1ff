import type { FileLine } from './file-line.ts'
import type { PartDatabase, Unsent } from './part-database.ts'

/** How far a file is on its way to the server. */
export interface Sending {
  sent: number
  total: number
  /** Why the server does not take it, in this session at least. */
  refused?: string
  /** The disk of this PC has lost a part of it. */
  lost?: boolean
}

export interface FileSenderParts {
  database: PartDatabase
  line: FileLine
  /** Resolves when no record waits to be sent or fetched: files go after records. */
  whenQuiet(signal: AbortSignal): Promise<void>
  onProgress(fileId: string, sending: Sending | undefined): void
  /** False for what is left out this time. */
  mayTry?(fileId: string): boolean
  signal: AbortSignal
}

/** Ids in one question to the server. */
const askedAtOnce = 500

/**
 * Brings files to the server, part by part: what was cut off goes on from the last part, what is there is not sent again.
 * A part is small, and before each one the records have their turn. What the server refuses does not stop the others.
 */
export function createFileSender(given: FileSenderParts) {
  const { database, line, whenQuiet, onProgress, mayTry = () => true, signal } = given
  async function missingOf({ parts }: Unsent): Promise<string[]> {
    const missing: string[] = []
    for (let from = 0; from < parts.length; from += askedAtOnce) {
      const asked = parts.slice(from, from + askedAtOnce)
      const known = await line.known(asked, signal)
      missing.push(...asked.filter((id) => !known.has(id)))
    }
    return missing
  }

  async function send(file: Unsent): Promise<void> {
    const total = file.parts.length
    await whenQuiet(signal)
    const missing = await missingOf(file)
    let sent = total - missing.length
    onProgress(file.fileId, { sent, total })
    for (const id of missing) {
      await whenQuiet(signal)
      const part = (await database.read([id])).get(id)
      // No other computer has it: the files behind this one go on their way all the same.
      if (!part) return onProgress(file.fileId, { sent, total, lost: true })
      const refused = await line.send(part, signal)
      if (refused !== undefined) {
        onProgress(file.fileId, { sent, total, refused })
        return
      }
      sent += 1
      onProgress(file.fileId, { sent, total })
    }
    await database.sent(file.fileId)
    onProgress(file.fileId, undefined)
  }

  return {
    /** Sends what waits, oldest first; small files (pictures of pictures) come before large ones of the same moment. */
    async sendAll(): Promise<void> {
      const waiting = await database.unsent()
      for (const file of waiting) if (!signal.aborted && mayTry(file.fileId)) await send(file)
    },
  }
}
