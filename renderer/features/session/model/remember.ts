import type { ErrorCode } from '#shared/errors/codes.ts'
import { fail, ok, type Result } from '#shared/kit/result.ts'
import { importDataKeys } from '../../../data/encryption/data-keys.ts'
import { fillBox } from '../../../data/encryption/key-box.ts'
import type { DataKeys } from '../../../data/encryption/row-seal.ts'
import { openNote, sealNote } from '../../../data/encryption/sealed-note.ts'
import {
  aboutPlace,
  keysFit,
  makeHolder,
  mergeStationKeys,
  openHolder,
  pinPlace,
  spreadKeys,
  toBase64,
} from './key-holders.ts'
import { type AboutUser, type KnownUser, type Opened, userKey } from './known-users.ts'
import { pinRecordSchema } from './pin.ts'
import { notePresence } from './present-people.ts'
import type { SessionServices } from './session-services.ts'

/** What the server said of a person, with its mark of them. */
export interface Confirmed extends Opened {
  mark?: string | undefined
}

/**
 * Keeps what a later sign-in without the server needs, under this password, and answers the keys to open the data with.
 * Refused when the keys that the server gave cannot be this PC's: then nothing is changed.
 */
export async function remember(
  services: SessionServices,
  password: string,
  confirmed: Confirmed,
): Promise<Result<DataKeys, ErrorCode>> {
  const { knownUsers, lockCost, server, stationId } = services
  const user = userKey(confirmed.profile.user)
  const known = await knownUsers.get(user)
  const own = known && (await openHolder(user, password, known, lockCost))
  const stationKeys = mergeStationKeys(own, confirmed.stationKeys)
  const dataKeys = await importDataKeys(stationKeys)
  if (!own && !(await keysFit(knownUsers, dataKeys))) return fail('session.other-keys')
  await spreadKeys(knownUsers, stationKeys, dataKeys)
  const holder =
    known && own
      ? { lock: known.lock, publicKey: known.publicKey, box: await fillBox(known.publicKey, stationKeys) }
      : await makeHolder(user, password, stationKeys, services)
  const row: KnownUser = {
    user,
    ...holder,
    about: await sealNote(dataKeys, aboutPlace(user), {
      profile: confirmed.profile,
      confirmedAtMs: confirmed.confirmedAtMs,
      publicKey: toBase64(holder.publicKey),
    } satisfies AboutUser),
    mark: confirmed.mark,
    pin: known && (await freshPin(known, dataKeys)),
  }
  await knownUsers.put([row])
  notePresence(user, { signedInAtMs: services.clock.now() })
  // Nobody waits for it: without a pass the next coming back asks for the password.
  if (row.pin) void fetchPass(dataKeys, user, password)
  return ok(dataKeys)

  async function fetchPass(keys: DataKeys, login: string, secret: string): Promise<void> {
    const pass = await server.returnPass(stationId, secret)
    if (!pass.ok) return
    const sealed = await sealNote(keys, passPlace(login), { pass: pass.value })
    notePresence(login, { signedInAtMs: services.clock.now(), pass: sealed })
  }
}

export const passPlace = (user: string): string => `pass ${user}`

/** Whoever has shown the password may mistype the PIN again. */
async function freshPin(known: KnownUser, keys: DataKeys): Promise<Uint8Array | undefined> {
  const place = pinPlace(known.user)
  const record = pinRecordSchema.safeParse(known.pin && (await openNote(keys, place, known.pin)))
  return record.success ? sealNote(keys, place, { ...record.data, failures: 0 }) : undefined
}
