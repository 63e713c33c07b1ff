import type { Clock } from '#shared/kit/clock.ts'
import { createLiveValue } from '../live/live-query.ts'
import type { Sending } from './file-sender.ts'
import type { PartDatabase, Unsent } from './part-database.ts'

/** A file that is on this PC alone, and how far it is on its way. */
export interface WaitingFile extends Sending {
  /** Left out for what an earlier version kept. */
  patientId?: string
  /** When it was put here, ISO. */
  since: string
  /** The small picture of another file: nobody misses it by itself. */
  isPreview: boolean
}

/** What a server refuses it refuses again: each try would take the line for a quarter of a minute. */
const triedAgainMs = 30 * 60_000

/** What waits here to be sent, told to every window. */
export function createWaitingFiles(
  parts: () => Promise<PartDatabase>,
  clock: Clock,
  channel: BroadcastChannel | undefined,
) {
  const live = createLiveValue<ReadonlyMap<string, WaitingFile>>(new Map())
  const refusedAtMs = new Map<string, number>()
  const fresh = ({ parts: { length }, patientId, since, isPreview }: Unsent): WaitingFile => ({
    sent: 0,
    total: length,
    since,
    isPreview: isPreview ?? false,
    ...(patientId === undefined ? {} : { patientId }),
  })
  const recount = async (): Promise<void> => {
    const unsent = await (await parts()).unsent()
    const before = live.get()
    live.set(new Map(unsent.map((file) => [file.fileId, before.get(file.fileId) ?? fresh(file)])))
  }
  return {
    live,
    recount,
    /** Something was put here. */
    async changed(): Promise<void> {
      await recount()
      channel?.postMessage('changed')
    },
    /** @param sending undefined for what has arrived */
    progress(fileId: string, sending: Sending | undefined): void {
      const next = new Map(live.get())
      const before = next.get(fileId)
      if (!sending) next.delete(fileId)
      else if (before) {
        // What was refused an hour ago may be on its way now.
        const { refused: _, lost: __, ...rest } = before
        next.set(fileId, { ...rest, ...sending })
      }
      if (sending?.refused !== undefined) refusedAtMs.set(fileId, clock.now())
      else refusedAtMs.delete(fileId)
      live.set(next)
      if (!sending) channel?.postMessage('changed')
    },
    /** What was refused is tried again at once. */
    forgetRefusals: () => refusedAtMs.clear(),
    /** False for a while after the server has refused it. A clock that was put back does not make it wait for years. */
    mayTry: (fileId: string): boolean =>
      Math.abs(clock.now() - (refusedAtMs.get(fileId) ?? Number.NEGATIVE_INFINITY)) >= triedAgainMs,
  }
}
