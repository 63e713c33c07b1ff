import { z } from 'zod'
import type { LocalStore } from '../storage/local-store.ts'
import type { FileLine } from './file-line.ts'
import { createFileSeal, type FileSeal } from './file-seal.ts'

const key = 'files/key'
const keptSchema = z.looseObject({ key: z.base64() })

/**
 * The clinic's key for files, asked for once and kept on this PC, sealed like everything: papers are added and opened
 * without a link from then on.
 */
export function createFileKeyPlace(local: LocalStore, line: Pick<FileLine, 'key'>) {
  let made: { from: string; seal: Promise<FileSeal> } | undefined
  const sealOf = (from: string): Promise<FileSeal> => {
    if (made?.from !== from) made = { from, seal: createFileSeal(from) }
    return made.seal
  }
  const kept = (): string | undefined => keptSchema.safeParse(local.get(key)).data?.key
  return {
    /** Undefined while this PC has no key. */
    seal: async (): Promise<FileSeal | undefined> => {
      const known = kept()
      return known === undefined ? undefined : sealOf(known)
    },
    /** Asks the server where there is none. Throws an AppError without a link. */
    async fetch(signal: AbortSignal): Promise<void> {
      if (kept() === undefined) await local.put(key, { key: await line.key(signal) })
    },
  }
}
