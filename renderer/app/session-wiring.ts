import { userHeader } from '#shared/contract/session.ts'
import { AppError } from '#shared/errors/app-error.ts'
import { systemClock } from '#shared/kit/clock.ts'
import { createMakeId, type RandomBytes } from '#shared/kit/ids.ts'
import { reachStore } from '../data/storage/reach-store.ts'
import { forgetAllStores, holdsStores, storeWitness, takeEmptied } from '../data/storage/store-witness.ts'
import {
  createSessionServer,
  indexedDbKnownUsers,
  indexedDbSigningKeys,
  peopleOf,
  provideSessionServices,
  windowMarker,
  workerHandOff,
} from '../features/session/index.ts'
import { createStationName, holdsPeople } from './station-name.ts'
import { tracedTries } from './traced-tries.ts'

const randomBytes: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length))

const triesKey = 'lekar.tries'

const station = createStationName(localStorage, createMakeId(systemClock, randomBytes))

/** Databases of this workplace: the clinic's data, and what was kept for signing in. */
const isOurs = (name: string): boolean =>
  ['rxdb-dexie-', '_pouch_', 'lekar-'].some((ours) => name.startsWith(ours))

/** The locks go first: without them what is left cannot be read, whatever happens next. */
async function wipe(): Promise<void> {
  await knownUsers.forgetAll()
  for (const { name } of await indexedDB.databases())
    if (name !== undefined && isOurs(name)) indexedDB.deleteDatabase(name)
  forgetAllStores(localStorage)
  sessionStorage.clear()
  station.forget()
}

const knownUsers = indexedDbKnownUsers(indexedDB)

/** After the browser has deleted a store: a new name, where nothing is left that was kept under the old one. */
function newNameUnless(isKnownHere: boolean): void {
  if (!isKnownHere && !holdsStores(localStorage)) station.forget()
}

/** The server takes it in this person's session alone: an old cookie of a colleague delivers nothing (rule A22). */
function inNameOf(user: string, init: RequestInit = {}): RequestInit {
  const headers = new Headers(init.headers)
  headers.set(userHeader, encodeURIComponent(user))
  return { ...init, headers }
}

/** The server's address; ends with a slash. In every shell page and server share one origin. */
const serverUrl = (): string => new URL('/', location.href).href

/** Gives the session its clock, random source, server and storage. */
export function wireSession(): void {
  const tries = tracedTries(triesKey)
  // Before the first write of all, which is the session's. What fails is told by whoever needs the store.
  const reached = reachStore(indexedDB).catch(() => undefined)
  let looked: Promise<boolean> | undefined
  async function lookWhetherEmptied(): Promise<boolean> {
    await reached
    // Before the look: what another window opens in between is no store that is gone.
    const isKnownHere = await holdsPeople(knownUsers)
    // Firefox in private windows has no list.
    const all = await indexedDB.databases?.().catch(() => undefined)
    if (!all) return false
    const isThere = (database: string) => all.some(({ name }) => name?.startsWith(`rxdb-dexie-${database}--`))
    const isEmptied = takeEmptied(localStorage, isThere)
    if (isEmptied) newNameUnless(isKnownHere)
    return isEmptied
  }
  provideSessionServices({
    clock: systemClock,
    random: randomBytes,
    server: createSessionServer(serverUrl(), (input, init) => fetch(input, init)),
    knownUsers,
    marker: windowMarker(sessionStorage),
    administratorMarker: windowMarker(sessionStorage, 'lekar.administrator'),
    handOff: workerHandOff(navigator.serviceWorker),
    signingKeys: indexedDbSigningKeys(indexedDB),
    storeEmptied() {
      looked ??= lookWhetherEmptied()
      return looked
    },
    wipe,
    tries,
    get stationId() {
      return station.get()
    },
    async openData(profile, context, dataKeys, onCarryOver) {
      // The local database is the largest part of the program and not needed to type a password.
      const { openWorkplaceData } = await import('../data/open-workplace-data.ts')
      const { clinicId, database } = profile
      const data = await openWorkplaceData({
        clinicId,
        database,
        // Not the name of the time before rows were sealed: what lies there is not readable with a key.
        localName: `${database}-sealed`,
        dataKeys,
        witness: storeWitness(localStorage),
        stationId: station.get(),
        people: () => peopleOf(knownUsers, dataKeys),
        fetch: (input, init) => fetch(input, inNameOf(profile.user, init)),
        context,
        clock: systemClock,
        random: randomBytes,
        onCarryOver,
      }).catch(async (cause) => {
        if (cause instanceof AppError && cause.code === 'storage.emptied')
          newNameUnless(await holdsPeople(knownUsers))
        throw cause
      })
      const failed = tries.take()
      if (failed > 0) data.audit.record({ action: 'unlock-failed', count: failed })
      data.audit.record({ action: 'signed-in' })
      return data
    },
  })
}
