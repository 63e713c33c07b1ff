import type { Profile } from '#shared/contract/api.ts'
import { passwordProblem } from '#shared/contract/password-policy.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { fail, ok, type Result } from '#shared/kit/result.ts'
import { importDataKeys } from '../../../data/encryption/data-keys.ts'
import { sealNote } from '../../../data/encryption/sealed-note.ts'
import { aboutPlace, makeHolder, openAbout, openHolder, sheetPlace, toBase64 } from './key-holders.ts'
import { type AboutUser, userKey } from './known-users.ts'
import { createOfflineTries } from './offline-tries.ts'
import { notePresence } from './present-people.ts'
import { makeRecoveryCode, readRecoveryCode } from './recovery-code.ts'
import { type SessionServices, sessionServices } from './session-services.ts'
import { openTrail, useSession } from './session-store.ts'
import { askThisPc, enter } from './sign-in.ts'

const holderName = 'recovery'

/**
 * Makes the sheet for the safe; the one before opens nothing any more.
 * @returns the code, which is shown once and kept nowhere
 */
export async function makeRecoverySheet(password: string): Promise<Result<string, ErrorCode>> {
  const services = sessionServices()
  const { session } = useSession.getState()
  if (session.phase !== 'open') return fail('session.password-needed')
  const opened = await askThisPc(services, session.workplace.profile.user, password)
  if (!opened.ok) return opened
  const code = makeRecoveryCode(services.random)
  const holder = await makeHolder(holderName, code, opened.value.stationKeys, services)
  const about = await sealNote(opened.value.dataKeys, sheetPlace, { publicKey: toBase64(holder.publicKey) })
  await services.knownUsers.put([], { ...holder, about, madeAtMs: services.clock.now() })
  return ok(code)
}

/** When the sheet of this PC was made; undefined when there is none. */
export const sheetMadeAtMs = async (): Promise<number | undefined> =>
  (await sessionServices().knownUsers.sheet())?.madeAtMs

/** The data keys are there; somebody must say who they are and choose a password before anything is shown. */
export interface OpenedSheet {
  /** Who has worked on this PC. */
  people: Profile[]
  enter(user: string, password: string): Promise<Result<void, ErrorCode>>
}

/** Opens this PC by the sheet, without a password and without the server. Guessing is slowed down as for passwords. */
export async function openBySheet(typed: string): Promise<Result<OpenedSheet, ErrorCode>> {
  const services = sessionServices()
  const { knownUsers, clock, lockCost } = services
  const sheet = await knownUsers.sheet()
  if (!sheet) return fail('session.no-recovery')
  const code = readRecoveryCode(typed)
  // The check sum finds a slip of the hand; only a code that could be one is a try.
  if (!code) return fail('session.recovery-mistyped')
  const tries = createOfflineTries(services.tries, clock)
  if (tries.waitMs() > 0) return fail('session.too-many-tries')
  const stationKeys = await openHolder(holderName, code, sheet, lockCost)
  if (!stationKeys) {
    tries.failed()
    return fail('session.recovery-wrong')
  }
  tries.succeeded()
  const dataKeys = await importDataKeys(stationKeys)
  const known = await Promise.all((await knownUsers.list()).map((each) => openAbout(dataKeys, each)))
  const people = known.flatMap((about) => about?.profile ?? [])
  return ok({
    people,
    async enter(user, password) {
      const profile = people.find((each) => each.user === user)
      if (!profile) return fail('session.unknown-offline')
      if (passwordProblem(password, user)) return fail('session.weak-password')
      try {
        await newLock(services, profile, password)
        await enter(services, profile, dataKeys, password)
        // Where nobody can take it away again, and on the server as soon as there is one.
        openTrail()?.record({ action: 'unlocked', means: 'recovery-key' })
        return ok(undefined)
      } catch (failure) {
        if (failure instanceof AppError) return fail(failure.code)
        throw failure
      }
    },
  })

  /** The server never gave its word for it: at the next contact this lock goes (rule A24). */
  async function newLock({ random }: SessionServices, profile: Profile, password: string): Promise<void> {
    const user = userKey(profile.user)
    const holder = await makeHolder(user, password, stationKeys!, { random, lockCost })
    const about = await sealNote(dataKeys, aboutPlace(user), {
      profile,
      confirmedAtMs: clock.now(),
      publicKey: toBase64(holder.publicKey),
    } satisfies AboutUser)
    await knownUsers.put([{ user, ...holder, about, mark: 'recovery' }])
    notePresence(user, { signedInAtMs: clock.now() })
  }
}
