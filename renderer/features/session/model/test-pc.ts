import { vi } from 'vitest'
import type { Profile } from '#shared/contract/api.ts'
import type { KnownPeople } from '#shared/contract/session.ts'
import type { StationKeys } from '#shared/contract/station-keys.ts'
import type { AuditEntry } from '#shared/domain/audit/audit-event.schema.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { fail, ok, type Result } from '#shared/kit/result.ts'
import { memoryWorkplaceData } from '../../../data/testing/memory-workplace-data.ts'
import type { WorkplaceData } from '../../../data/workplace-data.ts'
import { memorySigningKeys } from '../testing/memory-signing-keys.ts'
import type { HandedOff } from './key-hand-off.ts'
import type { KnownUser, KnownUsers, RecoverySheet } from './known-users.ts'
import { forgetEverybody } from './present-people.ts'
import { provideSessionServices, type SessionServices } from './session-services.ts'
import { useSession } from './session-store.ts'

/** A PC with its own memory and a server that can be told what to say, for tests of the session. */

export const profileOf = (user: string, name = 'Ковалёва А. И.'): Profile => ({
  user,
  practitioner: { id: `practitioner:${user}`, name, role: 'doctor', position: 'Врач' },
  clinicId: 'demo',
  database: 'clinic-demo',
  facilityId: 'facility:zarechye',
  facilities: [],
})
const cheap = { memoryKiB: 64, iterations: 1, parallelism: 1 }
export const dataKey = (number: number, letter = 'k') => ({ number, key: btoa(letter.repeat(32)) })

function memoryKnownUsers(users: Map<string, KnownUser>): KnownUsers & { theSheet?: RecoverySheet } {
  const kept: KnownUsers & { theSheet?: RecoverySheet } = {
    get: async (user) => users.get(user.trim().toLowerCase()),
    list: async () => [...users.values()],
    sheet: async () => kept.theSheet,
    async put(rows, sheet) {
      for (const row of rows) users.set(row.user, row)
      if (sheet) kept.theSheet = sheet
    },
    remove: async (user) => void users.delete(user),
    forgetAll: async () => users.clear(),
  }
  return kept
}

export function testPc() {
  const users = new Map<string, KnownUser>()
  const knownUsers = memoryKnownUsers(users)
  const server = {
    /** What it says to a sign-in; whoever asks is taken for who they say they are. */
    refusal: undefined as ErrorCode | undefined,
    keys: ok({ current: 1, keys: [dataKey(1)] }) as Result<StationKeys, ErrorCode>,
    people: new Map<string, string | undefined>(),
    me: undefined as Profile | undefined,
    /** Whoever signs in is this one, who has no clinic. */
    administrator: undefined as Profile | undefined,
    pass: ok('pass') as Result<string, ErrorCode>,
    returned: [] as string[],
    dropped: [] as number[],
    asked: 0,
    signedOut: 0,
  }
  let marker: string | undefined
  let administratorMarker: string | undefined
  const recorded: AuditEntry[] = []
  const openData = vi.fn(async (): Promise<WorkplaceData> => {
    const { data } = memoryWorkplaceData()
    return {
      ...data,
      audit: { ...data.audit, record: (entry: AuditEntry): void => void recorded.push(entry) },
    }
  })
  const clock = { nowMs: 1_000_000 }
  const wipe = vi.fn(async () => knownUsers.forgetAll())
  const storeEmptied = vi.fn(async () => false)
  let handed: HandedOff | undefined
  let tried: string | null = null
  let counter = 0
  const services: SessionServices = {
    clock: { now: () => clock.nowMs },
    random: (length) => Uint8Array.from({ length }, () => (counter++ * 37) % 256),
    server: {
      status: async () => fail('network.unreachable'),
      async signIn(user) {
        server.asked++
        if (server.refusal) return fail(server.refusal)
        server.me = server.administrator ?? profileOf(user)
        return ok(server.me)
      },
      me: async () => (server.me ? ok(server.me) : fail('session.wrong-password')),
      stationKeys: async () => server.keys,
      renewStationKeys: async () => server.keys,
      async dropOlderKeys(_, current) {
        server.dropped.push(current)
        return server.keys
      },
      changePassword: async () =>
        server.refusal ? fail(server.refusal) : ok(server.me ?? profileOf('doctor')),
      returnPass: async () => server.pass,
      async returnTo(user) {
        server.returned.push(user)
        return server.refusal ? fail(server.refusal) : ok(profileOf(user))
      },
      knownPeople: async (asked): Promise<Result<KnownPeople, ErrorCode>> =>
        server.refusal
          ? fail(server.refusal)
          : ok({
              me: server.me ?? profileOf('doctor'),
              people: asked.map((user) => {
                const mark = server.people.has(user) ? server.people.get(user) : `mark of ${user}`
                return mark === undefined ? { user } : { user, mark }
              }),
            }),
      async signOut() {
        server.signedOut++
      },
    },
    knownUsers,
    marker: { read: () => marker, write: (user) => (marker = user), clear: () => (marker = undefined) },
    administratorMarker: {
      read: () => administratorMarker,
      write: (user) => (administratorMarker = user),
      clear: () => (administratorMarker = undefined),
    },
    handOff: {
      give(what) {
        handed = what
      },
      async take() {
        const what = handed
        handed = undefined
        return what
      },
    },
    stationId: 'station1',
    openData,
    storeEmptied,
    wipe,
    tries: {
      read: () => tried,
      write: (value) => {
        tried = value
      },
    },
    signingKeys: memorySigningKeys(),
    lockCost: cheap,
  }
  provideSessionServices(services)
  forgetEverybody()
  useSession.getState().set({ phase: 'restoring' })
  return {
    services,
    server,
    users,
    knownUsers,
    openData,
    clock,
    wipe,
    storeEmptied,
    recorded,
    marker: () => marker,
  }
}
export const phase = () => useSession.getState().session.phase
/** Whose work is on the screen. */
export const whoIsOpen = () => {
  const { session } = useSession.getState()
  return session.phase === 'open' ? session.workplace.profile.user : undefined
}
