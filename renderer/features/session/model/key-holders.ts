import type { StationKeys } from '#shared/contract/station-keys.ts'
import { stationKeysSchema } from '#shared/contract/station-keys.ts'
import type { RandomBytes } from '#shared/kit/ids.ts'
import { fillBox, makeBoxKeys, openBox } from '../../../data/encryption/key-box.ts'
import type { DataKeys } from '../../../data/encryption/row-seal.ts'
import { openNote, sealNote } from '../../../data/encryption/sealed-note.ts'
import {
  type AboutUser,
  aboutSheetSchema,
  aboutUserSchema,
  type KeyHolder,
  type KnownUser,
  type KnownUsers,
} from './known-users.ts'
import { type LockCost, makeLock, openLock } from './user-lock.ts'

export const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))
const fromBase64 = (text: string): Uint8Array =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0))

/** A new lock with a new box in which the keys lie. */
export async function makeHolder(
  name: string,
  secret: string,
  stationKeys: StationKeys,
  { random, lockCost }: { random: RandomBytes; lockCost?: LockCost | undefined },
): Promise<KeyHolder> {
  const { publicKey, privateKey } = await makeBoxKeys()
  const lock = await makeLock(name, secret, { privateKey: toBase64(privateKey) }, random, lockCost)
  return { lock, publicKey, box: await fillBox(publicKey, stationKeys) }
}

/** The keys of this PC; undefined for a wrong password, and for what was changed. */
export async function openHolder(
  name: string,
  secret: string,
  holder: KeyHolder,
  floor?: LockCost,
): Promise<StationKeys | undefined> {
  const content = await openLock(name, secret, holder.lock, floor)
  const { privateKey } = (content ?? {}) as { privateKey?: unknown }
  if (typeof privateKey !== 'string') return undefined
  const keys = stationKeysSchema.safeParse(await openBox(fromBase64(privateKey), holder.box))
  return keys.success ? keys.data : undefined
}

/** Where the notes of a user and of the sheet lie. */
export const aboutPlace = (user: string): string => `about ${user}`
export const pinPlace = (user: string): string => `pin ${user}`
export const sheetPlace = 'sheet'

export async function openAbout(keys: DataKeys, known: KnownUser): Promise<AboutUser | undefined> {
  const about = aboutUserSchema.safeParse(await openNote(keys, aboutPlace(known.user), known.about))
  return about.success && about.data.publicKey === toBase64(known.publicKey) ? about.data : undefined
}

/** The byte that names the data key of a sealed note. */
const keyNumber = (note: Uint8Array): number | undefined => note[2]

/**
 * Lays the keys into everybody's box, where they are other ones than before, and seals what is known of people with the
 * newest. Before the data is opened with a new key this must be done: who signs in without the server tomorrow needs
 * it. Whose note does not prove the box gets nothing, and stays as it is.
 */
export async function spreadKeys(
  knownUsers: KnownUsers,
  stationKeys: StationKeys,
  keys: DataKeys,
  force = false,
): Promise<void> {
  const all = await knownUsers.list()
  const isBehind = ({ about }: { about: Uint8Array }) => force || keyNumber(about) !== keys.current
  const rows = await Promise.all(
    all.filter(isBehind).map(async (known): Promise<KnownUser | []> => {
      const about = await openAbout(keys, known)
      if (!about) return []
      const pin = known.pin && (await openNote(keys, pinPlace(known.user), known.pin))
      return {
        ...known,
        box: await fillBox(known.publicKey, stationKeys),
        about: await sealNote(keys, aboutPlace(known.user), about),
        pin: pin ? await sealNote(keys, pinPlace(known.user), pin) : undefined,
      }
    }),
  )
  const sheet = await knownUsers.sheet()
  const next = sheet && isBehind(sheet) ? await nextSheet(sheet) : undefined
  const spread = rows.flat()
  if (spread.length > 0 || next) await knownUsers.put(spread, next)

  async function nextSheet(old: NonNullable<typeof sheet>) {
    const about = aboutSheetSchema.safeParse(await openNote(keys, sheetPlace, old.about))
    if (!about.success || about.data.publicKey !== toBase64(old.publicKey)) return undefined
    return {
      ...old,
      box: await fillBox(old.publicKey, stationKeys),
      about: await sealNote(keys, sheetPlace, about.data),
    }
  }
}

/**
 * Whether these are the keys under which this PC's people were written down: keys that are not would open an empty or a
 * damaged store. True where nobody is known yet.
 */
export async function keysFit(knownUsers: KnownUsers, keys: DataKeys): Promise<boolean> {
  const all = await knownUsers.list()
  if (all.length === 0) return true
  const opened = await Promise.all(all.map((known) => openAbout(keys, known)))
  return opened.some((about) => about !== undefined)
}

/**
 * The server's keys, unless they cannot be this PC's: a server that was restored from an older backup may know fewer, or
 * have made other ones, and those would open nothing.
 */
export function mergeStationKeys(own: StationKeys | undefined, server: StationKeys): StationKeys {
  if (!own) return server
  const ours = own.keys.find(({ number }) => number === own.current)
  const theirs = server.keys.find(({ number }) => number === own.current)
  const isSame = theirs === undefined || theirs.key === ours?.key
  return server.current >= own.current && isSame ? server : own
}

/** Ids of all people who can unlock this PC; undefined when one of them cannot be told. */
export async function peopleOf(knownUsers: KnownUsers, keys: DataKeys): Promise<string[] | undefined> {
  const all = await knownUsers.list()
  const opened = await Promise.all(all.map((known) => openAbout(keys, known)))
  const ids = opened.flatMap((about) => (about ? [about.profile.practitioner.id] : []))
  return ids.length === all.length ? ids : undefined
}
