import { z } from 'zod'
import { type FileKey, fileKeysSchema, firstFileKeyId } from '#shared/contract/file-key.ts'
import type { Clock } from '#shared/kit/clock.ts'
import type { LocalStore } from '../storage/local-store.ts'
import type { FileLine } from './file-line.ts'
import { createFileSeal, type FileSeal } from './file-seal.ts'

const place = 'files/key'
const keptSchema = z.union([
  z.looseObject(fileKeysSchema.shape),
  // As it was kept when a clinic had one key.
  z.looseObject({ key: z.base64() }).transform(({ key }) => ({ keys: [{ id: firstFileKeyId, key }] })),
])
/** So long after a renewal a PC with a link may still seal with the key before. */
const askedAgainMs = 15 * 60_000

/**
 * The clinic's keys for files, kept on this PC, sealed like everything: papers are added and opened without a link, with
 * the newest key that this PC has heard of. A key that was once here stays: what it sealed may lie here.
 */
export function createFileKeyPlace(
  local: LocalStore,
  line: Pick<FileLine, 'keys' | 'giveBack'>,
  clock: Clock,
) {
  let made: { from: string; seal: Promise<FileSeal> } | undefined
  let askedAtMs = Number.NEGATIVE_INFINITY
  const kept = (): FileKey[] => keptSchema.safeParse(local.get(place)).data?.keys ?? []

  async function ask(signal: AbortSignal): Promise<void> {
    const held = kept()
    let keys = await line.keys(signal)
    const isKnown = ({ id }: FileKey): boolean => keys.some((each) => each.id === id)
    const lost = held.filter((key) => !isKnown(key))
    // The server was restored from a backup that is older than a key: without it nobody else opens what it sealed.
    if (lost.length > 0) keys = await line.giveBack(lost, signal)
    askedAtMs = clock.now()
    const all = [...keys, ...held.filter((key) => !isKnown(key))]
    if (idsOf(all) !== idsOf(held)) await local.put(place, { keys: all })
  }

  return {
    /** Undefined while this PC has no key. */
    seal: async (): Promise<FileSeal | undefined> => {
      const keys = kept()
      if (keys.length === 0) return undefined
      const from = idsOf(keys)
      if (made?.from !== from) made = { from, seal: createFileSeal(keys) }
      return made.seal
    },
    /** Asks the server for keys that this PC lacks. Throws an AppError without a link. */
    ask,
    /** Asks where there is none, and now and then whether there is a newer one. @returns whether it asked */
    async keepFresh(signal: AbortSignal): Promise<boolean> {
      // Also by a clock that was put back.
      const isDue = kept().length === 0 || Math.abs(clock.now() - askedAtMs) >= askedAgainMs
      if (isDue) await ask(signal)
      return isDue
    },
  }
}

const idsOf = (keys: readonly FileKey[]): string => keys.map(({ id }) => id).join()
