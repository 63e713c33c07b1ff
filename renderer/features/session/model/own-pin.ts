import type { ErrorCode } from '#shared/errors/codes.ts'
import { fail, ok, type Result } from '#shared/kit/result.ts'
import { sealNote } from '../../../data/encryption/sealed-note.ts'
import { pinPlace } from './key-holders.ts'
import { userKey } from './known-users.ts'
import { makePin } from './pin.ts'
import { notePresence } from './present-people.ts'
import { passPlace } from './remember.ts'
import { sessionServices } from './session-services.ts'
import { useSession } from './session-store.ts'
import { askThisPc } from './sign-in.ts'

/** Whether the signed-in person has a PIN on this PC. */
export async function hasPin(): Promise<boolean> {
  const { session } = useSession.getState()
  if (session.phase !== 'open') return false
  const known = await sessionServices().knownUsers.get(session.workplace.profile.user)
  return known?.pin !== undefined
}

/** Sets one's own PIN on this PC, or takes it away. The password shows that it is oneself. */
export async function setOwnPin(password: string, pin: string | undefined): Promise<Result<void, ErrorCode>> {
  const services = sessionServices()
  const { session } = useSession.getState()
  if (session.phase !== 'open') return fail('session.password-needed')
  const user = userKey(session.workplace.profile.user)
  const opened = await askThisPc(services, user, password)
  if (!opened.ok) return opened
  const { dataKeys } = session
  const record = pin === undefined ? undefined : await makePin(pin, services.random, services.lockCost)
  const sealed = record && (await sealNote(dataKeys, pinPlace(user), record))
  // After the slow work: a row that was read before it would put an older box back.
  const known = await services.knownUsers.get(user)
  if (!known) return fail('session.unknown-offline')
  await services.knownUsers.put([{ ...known, pin: sealed }])
  if (record) void fetchPass()
  return ok(undefined)

  /** Without it, and without a link, the first switch back asks the server for nothing: writes wait for the password. */
  async function fetchPass(): Promise<void> {
    const pass = await services.server.returnPass(services.stationId, password)
    if (!pass.ok) return
    const sealed = await sealNote(dataKeys, passPlace(user), { pass: pass.value })
    notePresence(user, { signedInAtMs: services.clock.now(), pass: sealed })
  }
}
