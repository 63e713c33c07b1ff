import { z } from 'zod'
import type { Profile } from '#shared/contract/api.ts'
import { maySignVisits } from '#shared/domain/access/index.ts'
import {
  bornSecret,
  type ClinicianKey,
  importSecret,
  type KeptSecret,
  replaceSigner,
  type SignerState,
  setSigner,
} from '../../signature/index.ts'
import { userKey } from './known-users.ts'
import type { SessionServices } from './session-services.ts'
import type { LockedSigningKeys } from './signing-key-shelf.ts'
import { makeLock, openLock, type UserLock } from './user-lock.ts'

const keptSecretSchema: z.ZodType<KeptSecret> = z.object({ publicKey: z.string(), secret: z.string() })

/** The list is on the screen and takes keys before a third of a second of hashing. */
const quietMs = 1500

const placeOf = ({ user, clinicId, practitioner }: Profile): string =>
  `${userKey(user)} ${clinicId} ${practitioner.id}`

/** So many older keys stay, for whoever remembers a password again. */
const mostLocks = 4

/** The key that this password opens; undefined where there is none. */
async function unlocked(
  services: SessionServices,
  kept: LockedSigningKeys | undefined,
  password: string,
): Promise<{ secret: KeptSecret; lock: UserLock } | undefined> {
  for (const lock of kept?.locks ?? []) {
    const content = await openLock(kept!.place, password, lock, services.lockCost)
    const secret = keptSecretSchema.safeParse(content)
    if (secret.success) return { secret: secret.data, lock }
  }
  return undefined
}

/**
 * The person's key on this PC, born now where their password opens none. After an administrator has reset the password
 * the old key stays closed: a new one stands beside it, and the administrator confirms that one.
 */
async function keyOf(
  services: SessionServices,
  profile: Profile,
  password: string,
): Promise<ClinicianKey | undefined> {
  const { signingKeys, random, lockCost } = services
  const place = placeOf(profile)
  const kept = await signingKeys.get(place)
  const opened = await unlocked(services, kept, password)
  if (opened) return importSecret(profile.practitioner.id, opened.secret)
  const born = await bornSecret()
  if (!born) return undefined
  const lock = await makeLock(place, password, born, random, lockCost)
  const made = { place, locks: [lock, ...(kept?.locks ?? [])].slice(0, mostLocks) }
  const present = await signingKeys.put(made, kept)
  const secret = present === made ? born : (await unlocked(services, present, password))?.secret
  return secret && importSecret(profile.practitioner.id, secret)
}

/**
 * Opens the signing key of who has just shown their password, after a moment of quiet or when something is to be signed.
 * People who sign nothing get none. The password is held until then and no longer.
 */
export function openSigningKey(services: SessionServices, profile: Profile, password: string): void {
  if (!maySignVisits(profile.practitioner.role)) {
    closeSigningKey()
    return
  }
  let running: Promise<void> | undefined
  const state: SignerState = { phase: 'opening', open: () => (running ??= run()) }
  setSigner(state)
  const timer = setTimeout(() => void state.open(), quietMs)
  async function run() {
    clearTimeout(timer)
    let next: SignerState
    try {
      const key = await keyOf(services, profile, password)
      next = key ? { phase: 'ready', key } : { phase: 'unsupported' }
    } catch {
      // A disk that refuses: work goes on, and the records say that they have no electronic signature.
      next = { phase: 'closed' }
    }
    // Whoever was signed in may have left meanwhile.
    replaceSigner(state, next)
  }
}

/** The key leaves the memory: at a lock, at signing out. */
export const closeSigningKey = (): void => setSigner({ phase: 'none' })

/** After a reload the key goes on where it was; without it the password is needed to sign. */
export function resumeSigningKey(profile: Profile, key: ClinicianKey | undefined): void {
  const isOwn = key?.practitionerId === profile.practitioner.id
  if (isOwn) setSigner({ phase: 'ready', key })
  else setSigner({ phase: maySignVisits(profile.practitioner.role) ? 'closed' : 'none' })
}

/** Seals the key under a new password; the old one opened it. */
export async function changeSigningLock(
  services: SessionServices,
  profile: Profile,
  oldPassword: string,
  newPassword: string,
): Promise<void> {
  const { signingKeys, random, lockCost } = services
  const kept = await signingKeys.get(placeOf(profile))
  const found = await unlocked(services, kept, oldPassword)
  if (!kept || !found) return
  const lock = await makeLock(kept.place, newPassword, found.secret, random, lockCost)
  const others = kept.locks.filter((each) => each !== found.lock)
  await signingKeys.put({ place: kept.place, locks: [lock, ...others] }, kept)
}
