import { create } from 'zustand'
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
import { areGroupsOf, groupsToType, makeRecoveryCode, readRecoveryCode } from './recovery-code.ts'
import { type SessionServices, sessionServices } from './session-services.ts'
import { openTrail, useSession } from './session-store.ts'
import { askThisPc, enter } from './sign-in.ts'

const holderName = 'recovery'

/** A sheet that is to be printed, and is not in force yet. */
export interface NewSheet {
  /** Shown once and kept nowhere. */
  code: string
  madeAtMs: number
  /** Groups of the code, by number from 1, to be typed back from the paper. */
  asked: readonly number[]
  /** Puts it in force in the place of the one before, in one step. */
  confirm(typed: readonly string[]): Promise<Result<void, ErrorCode>>
}

/**
 * Makes a sheet for the safe. It opens nothing and lies nowhere but in the memory before somebody has typed a part of it
 * back from the paper; until then the sheet before is in force. Whenever the program ends, one of the two opens this PC.
 */
export async function makeRecoverySheet(password: string): Promise<Result<NewSheet, ErrorCode>> {
  const services = sessionServices()
  const { session } = useSession.getState()
  if (session.phase !== 'open') return fail('session.password-needed')
  const opened = await askThisPc(services, session.workplace.profile.user, password)
  if (!opened.ok) return opened
  const { dataKeys, stationKeys } = opened.value
  const code = makeRecoveryCode(services.random)
  const asked = groupsToType(services.random)
  const holder = await makeHolder(holderName, code, stationKeys, services)
  const madeAtMs = services.clock.now()
  return ok({
    code,
    madeAtMs,
    asked,
    async confirm(typed) {
      if (!areGroupsOf(code, asked, typed)) return fail('session.recovery-mistyped')
      const { session: now } = useSession.getState()
      // A data key that came meanwhile is not in its box.
      if (now.phase !== 'open' || now.dataKeys.current !== dataKeys.current)
        return fail('session.password-needed')
      const about = await sealNote(dataKeys, sheetPlace, { publicKey: toBase64(holder.publicKey) })
      try {
        await services.knownUsers.put([], { ...holder, about, madeAtMs })
      } catch (failure) {
        if (failure instanceof AppError) return fail(failure.code)
        throw failure
      }
      useSheet.setState({ known: true, madeAtMs })
      return ok(undefined)
    },
  })
}

interface SheetState {
  known: boolean
  /** When the sheet in force was made; undefined where there is none. */
  madeAtMs: number | undefined
}

/** What this PC knows of the sheet in force. */
export const useSheet = create<SheetState>(() => ({ known: false, madeAtMs: undefined }))

/** Looks whether there is a sheet. */
export async function lookForSheet(): Promise<void> {
  useSheet.setState({ known: true, madeAtMs: (await sessionServices().knownUsers.sheet())?.madeAtMs })
}

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
