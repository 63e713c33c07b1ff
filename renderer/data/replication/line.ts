import { systemClock } from '#shared/kit/clock.ts'
import type { RandomBytes } from '#shared/kit/ids.ts'
import type { OpenOptions } from '../options.ts'
import type { LocalStore } from '../storage/local-store.ts'
import { createBackoff } from './backoff.ts'
import { createTransport } from './couch-transport.ts'
import { createLineRemarks } from './line-remarks.ts'
import { createRequestLoop } from './request-loop.ts'
import { type AskOptions, createAsk } from './server-request.ts'
import { createSyncFacts } from './sync-facts.ts'
import { createStatusKeeper } from './sync-status.ts'

const programWord = (random: RandomBytes) =>
  [...random(8)].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** The line to the server: how requests go out, are tried again, and what is known of how they fare. */
export function createLine(local: LocalStore, options: OpenOptions) {
  const { context, baseUrl = '' } = options
  const clock = options.clock ?? systemClock
  const stopping = new AbortController()
  const { signal } = stopping
  const facts = createSyncFacts(local)
  const keeper = createStatusKeeper(clock, facts)
  const random: RandomBytes = options.random ?? ((length) => crypto.getRandomValues(new Uint8Array(length)))
  const backoff = createBackoff(random)
  const loop = createRequestLoop(backoff, keeper, signal)
  const remarks = createLineRemarks(context.hybridClock, keeper)
  remarks.atStart(clock.now(), facts.lastContactThereMs)
  const wire: AskOptions = {
    fetch: options.fetch ?? ((...request) => fetch(...request)),
    clock,
    onContact: keeper.contact,
    onHeaders: remarks.onHeaders,
    program: programWord(random),
    hasNetwork: options.hasNetwork ?? (() => globalThis.navigator?.onLine !== false),
  }
  return {
    ...{ clock, signal, facts, keeper, backoff, loop },
    /** The clinic's database. */
    transport: createTransport({ ...wire, baseUrl, database: options.database }),
    /** What the server answers about the clinic beside its database. */
    askClinic: createAsk(`${baseUrl}/api/clinics/${options.clinicId}`, wire),
    /** How far this PC's clock is ahead of the server's, as far as that is known. */
    offMs: remarks.offMs,
    /** Ends every request that is under way; no other one begins. */
    end: () => stopping.abort(),
  }
}
export type Line = ReturnType<typeof createLine>
