import type { ErrorCode } from '#shared/errors/codes.ts'
import { fail, ok, type Result } from '#shared/kit/result.ts'
import { openNote, sealNote } from '../../../data/encryption/sealed-note.ts'
import { pinPlace } from './key-holders.ts'
import { type KnownUser, userKey } from './known-users.ts'
import { mostFailures, type PinRecord, pinFits, pinRecordSchema, pinWaitMs } from './pin.ts'
import { pinHours } from './pin-hours.ts'
import { presenceOf } from './present-people.ts'
import { sessionServices } from './session-services.ts'
import { openTrail, useSession } from './session-store.ts'

/** Whose PIN is of use now: it needs the keys in the memory and a password since the page was loaded, today. */
export async function mayUsePin(user: string): Promise<boolean> {
  const found = await usablePin(user)
  return found !== undefined && found.record.failures < mostFailures
}

async function usablePin(login: string): Promise<{ known: KnownUser; record: PinRecord } | undefined> {
  const { session } = useSession.getState()
  const { clock, knownUsers } = sessionServices()
  const user = userKey(login)
  const presence = presenceOf(user)
  if (session.phase !== 'open' || !presence) return undefined
  // A clock that was put back does not make the hours longer.
  if (Math.abs(clock.now() - presence.signedInAtMs) > pinHours() * 3600_000) return undefined
  const known = await knownUsers.get(user)
  const note = known?.pin && (await openNote(session.dataKeys, pinPlace(user), known.pin))
  const record = pinRecordSchema.safeParse(note)
  return known && record.success ? { known, record: record.data } : undefined
}

/** Whether it is this person's PIN. A wrong one is counted on the disk before it is looked at. */
export async function checkPin(login: string, pin: string): Promise<Result<void, ErrorCode>> {
  const services = sessionServices()
  const found = await usablePin(login)
  if (!found) return fail('session.password-needed')
  const { known, record } = found
  if (record.failures >= mostFailures) return fail('session.pin-locked')
  if (pinWaitMs(record, services.clock.now()) > 0) return fail('session.pin-wait')
  const failures = record.failures + 1
  await keep(known, { ...record, failures, lastFailureMs: services.clock.now() })
  if (!(await pinFits(pin, record, services.lockCost))) {
    openTrail()?.record({ action: 'unlock-failed', count: failures, means: 'pin' })
    return fail(failures >= mostFailures ? 'session.pin-locked' : 'session.pin-wrong')
  }
  await keep(known, { ...record, failures: 0 })
  return ok(undefined)
}

async function keep({ user }: KnownUser, record: PinRecord): Promise<void> {
  const { session } = useSession.getState()
  if (session.phase !== 'open') return
  const { knownUsers } = sessionServices()
  const pin = await sealNote(session.dataKeys, pinPlace(user), record)
  // As the row is now: while the PIN was looked at, new keys may have been laid into its box, or the lock taken away.
  const now = await knownUsers.get(user)
  if (now) await knownUsers.put([{ ...now, pin }])
}
