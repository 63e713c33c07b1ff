import { describe, expect, it, vi } from 'vitest'
import type { Profile } from '#shared/contract/api.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { fail, ok, type Result } from '#shared/kit/result.ts'
import { memoryWorkplaceData } from '../../../data/testing/memory-workplace-data.ts'
import type { KnownUser } from './known-users.ts'
import { restoreSession } from './restore-session.ts'
import { provideSessionServices, type SessionServices } from './session-services.ts'
import { useSession } from './session-store.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'

const profile: Profile = {
  user: 'doctor',
  practitioner: { id: 'practitioner:p1', name: 'Ковалёва А. И.', role: 'doctor', position: 'Врач' },
  clinicId: 'demo',
  database: 'clinic-demo',
  facilityId: 'facility:zarechye',
  facilities: [],
}
const cheap = { memoryKiB: 64, iterations: 1, parallelism: 1 }

/** A PC with its own memory; `server.answer` is what the server says to a sign-in. */
function pc() {
  const users = new Map<string, KnownUser>()
  const server = { answer: ok(profile) as Result<Profile, ErrorCode>, asked: 0, signedOut: 0 }
  let marker: string | undefined
  const openData = vi.fn(async () => memoryWorkplaceData().data)
  const services: SessionServices = {
    clock: { now: () => 1_000 },
    random: (length) => new Uint8Array(length).fill(7),
    server: {
      status: async () => fail('network.unreachable'),
      signIn: async () => {
        server.asked++
        return server.answer
      },
      signOut: async () => {
        server.signedOut++
      },
    },
    knownUsers: {
      get: async (user) => users.get(user),
      put: async (user) => void users.set(user.user, user),
      remove: async (user) => void users.delete(user),
    },
    marker: { read: () => marker, write: (user) => (marker = user), clear: () => (marker = undefined) },
    stationId: 'station1',
    openData,
    secretCost: cheap,
  }
  provideSessionServices(services)
  useSession.getState().set({ phase: 'restoring' })
  return { server, users, openData, marker: () => marker }
}
const phase = () => useSession.getState().session.phase

describe('signing in', () => {
  it('opens the data when the server agrees, and remembers for a day without network', async () => {
    const { users, marker } = pc()
    expect(await signIn(' doctor ', 'open-sesame')).toEqual(ok(undefined))
    expect(phase()).toBe('open')
    expect(users.get('doctor')?.profile.clinicId).toBe('demo')
    expect(JSON.stringify([...users])).not.toContain('open-sesame')
    expect(marker()).toBe('doctor')
  })

  it.each<ErrorCode>([
    'network.unreachable',
    'network.timeout',
    'network.not-our-server',
    'server.unavailable',
  ])('lets a known person in with the right password when the server is silent (%s)', async (code) => {
    const { server } = pc()
    await signIn('doctor', 'secret')
    server.answer = fail(code)
    expect(await signIn('doctor', 'secret')).toEqual(ok(undefined))
    expect(phase()).toBe('open')
  })

  it('refuses a wrong password without the server', async () => {
    const { server } = pc()
    await signIn('doctor', 'secret')
    server.answer = fail('network.unreachable')
    expect(await signIn('doctor', 'Secret')).toEqual(fail('session.wrong-password'))
  })

  it('obeys a server that says no, even to a person this PC knows', async () => {
    const { server, openData } = pc()
    await signIn('doctor', 'secret')
    openData.mockClear()
    for (const code of ['session.wrong-password', 'session.forbidden', 'server.too-many-requests'] as const) {
      server.answer = fail(code)
      expect(await signIn('doctor', 'secret')).toEqual(fail(code))
    }
    expect(openData).not.toHaveBeenCalled()
  })

  it('does not let a stranger in without the server', async () => {
    const { server } = pc()
    server.answer = fail('network.unreachable')
    expect(await signIn('feldsher', 'secret')).toEqual(fail('session.unknown-offline'))
  })

  it('takes the new password once the server has confirmed it', async () => {
    const { server } = pc()
    await signIn('doctor', 'old')
    await signIn('doctor', 'new')
    server.answer = fail('network.unreachable')
    expect(await signIn('doctor', 'old')).toEqual(fail('session.wrong-password'))
    expect(await signIn('doctor', 'new')).toEqual(ok(undefined))
  })
})

describe('a reload', () => {
  it('goes on without asking the server', async () => {
    const { server } = pc()
    await signIn('doctor', 'secret')
    server.answer = fail('network.unreachable')
    useSession.getState().set({ phase: 'restoring' })
    await restoreSession()
    expect(phase()).toBe('open')
    expect(server.asked).toBe(1)
  })

  it('asks for the password in a window that is new, and after a sign-out', async () => {
    const { server } = pc()
    await restoreSession()
    expect(phase()).toBe('signed-out')
    await signIn('doctor', 'secret')
    await signOut()
    expect(server.signedOut).toBe(1)
    await restoreSession()
    expect(phase()).toBe('signed-out')
  })
})

describe('signing out', () => {
  it('lets nobody in before the data is closed', async () => {
    const { openData } = pc()
    let closed = () => {}
    openData.mockImplementationOnce(async () => ({
      ...memoryWorkplaceData().data,
      close: () => new Promise<void>((resolve) => (closed = resolve)),
    }))
    await signIn('doctor', 'secret')
    const over = signOut()
    expect(phase()).toBe('closing')
    closed()
    await over
    expect(phase()).toBe('signed-out')
  })
})
