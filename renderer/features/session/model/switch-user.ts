import type { Profile } from '#shared/contract/api.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { fail, ok, type Result } from '#shared/kit/result.ts'
import type { DataKeys } from '../../../data/encryption/row-seal.ts'
import { keepUnsavedWork } from '../../../ui/unsaved-work.ts'
import { openAbout } from './key-holders.ts'
import { closeSigningKey } from './open-signing-key.ts'
import { sessionServices } from './session-services.ts'
import { useSession } from './session-store.ts'
import { enter } from './sign-in.ts'
import { checkPin, mayUsePin } from './use-of-pin.ts'

/** Somebody else of this PC; `byPin` when the PIN is enough now. */
export interface Colleague {
  profile: Profile
  byPin: boolean
}

/** Who else is known on this PC, those first who come in by PIN. */
export async function colleagues(): Promise<Colleague[]> {
  const { session } = useSession.getState()
  if (session.phase !== 'open') return []
  const { dataKeys, workplace } = session
  const known = await sessionServices().knownUsers.list()
  const all = await Promise.all(
    known.map(async (each) => {
      const about = await openAbout(dataKeys, each)
      return about && { profile: about.profile, byPin: await mayUsePin(each.user) }
    }),
  )
  return all
    .filter((each) => each !== undefined)
    .filter(({ profile }) => profile.user !== workplace.profile.user)
    .sort((a, b) => Number(b.byPin) - Number(a.byPin))
}

/**
 * Hands the PC over to a colleague by their PIN. The data is closed for the one and opened for the other, under the
 * same keys; what the other writes is not delivered before the server knows the other (rule A22).
 */
export async function switchUser(user: string, pin: string): Promise<Result<void, ErrorCode>> {
  const services = sessionServices()
  const { session } = useSession.getState()
  if (session.phase !== 'open') return fail('session.password-needed')
  const right = await checkPin(user, pin)
  if (!right.ok) return right
  const known = await services.knownUsers.get(user)
  const about = known && (await openAbout(session.dataKeys, known))
  if (!about) return fail('session.password-needed')
  return reopen(about.profile, session.dataKeys)
}

/** Closes the open data and opens it for this person with these keys. */
export async function reopen(profile: Profile, dataKeys: DataKeys): Promise<Result<void, ErrorCode>> {
  const { session, set } = useSession.getState()
  if (session.phase !== 'open') return fail('session.password-needed')
  if (!(await keepUnsavedWork())) return fail('session.unsaved-work')
  set({ phase: 'closing' })
  try {
    await session.workplace.data.close()
    return await enter(sessionServices(), profile, dataKeys)
  } catch (failure) {
    // The one has left and the other is not in: nobody signs, and the sign-in page stands.
    closeSigningKey()
    const isKnown = failure instanceof AppError
    set({ phase: 'signed-out', ...(isKnown ? { problem: failure.code } : {}) })
    if (!isKnown) throw failure
    return ok(undefined)
  }
}
