import { renderHook } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { Profile } from '#shared/contract/api.ts'
import type { StationKeys } from '#shared/contract/station-keys.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { fail, ok, type Result } from '#shared/kit/result.ts'
import { memoryWorkplaceData } from '../../../data/testing/memory-workplace-data.ts'
import { useUnsavedWork } from '../../../ui/unsaved-work.ts'
import type { HandedOff } from './key-hand-off.ts'
import type { KnownUser } from './known-users.ts'
import { lock, uncover } from './lock.ts'
import { handOverKeys, restoreSession } from './restore-session.ts'
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
  const stationKeys = {
    answer: ok({ current: 1, keys: [{ number: 1, key: btoa('k'.repeat(32)) }] }) as Result<
      StationKeys,
      ErrorCode
    >,
  }
  const clock = { nowMs: 1_000 }
  const wipe = vi.fn(async () => users.clear())
  let handed: HandedOff | undefined
  let tried: string | null = null
  const services: SessionServices = {
    clock: { now: () => clock.nowMs },
    random: (length) => new Uint8Array(length).fill(7),
    server: {
      status: async () => fail('network.unreachable'),
      signIn: async () => {
        server.asked++
        return server.answer
      },
      stationKeys: async () => stationKeys.answer,
      signOut: async () => {
        server.signedOut++
      },
    },
    knownUsers: {
      get: async (user) => users.get(user),
      put: async (user) => void users.set(user.user, user),
      forgetAll: async () => users.clear(),
    },
    marker: { read: () => marker, write: (user) => (marker = user), clear: () => (marker = undefined) },
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
    wipe,
    tries: {
      read: () => tried,
      write: (value) => {
        tried = value
      },
    },
    lockCost: cheap,
  }
  provideSessionServices(services)
  useSession.getState().set({ phase: 'restoring' })
  return { server, users, openData, stationKeys, clock, wipe, marker: () => marker }
}
const phase = () => useSession.getState().session.phase

describe('signing in', () => {
  it('opens the data when the server agrees, and remembers for a day without network', async () => {
    const { users, marker } = pc()
    expect(await signIn(' doctor ', 'open-sesame')).toEqual(ok(undefined))
    expect(phase()).toBe('open')
    const kept = new TextDecoder().decode(users.get('doctor')!.lock.sealed)
    for (const word of ['open-sesame', 'demo', 'Ковалёва', 'kkkk']) expect(kept).not.toContain(word)
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

describe('a PC', () => {
  it('lets somebody work without the server for 14 days, then asks for it', async () => {
    const { server, clock } = pc()
    await signIn('doctor', 'secret')
    server.answer = fail('network.unreachable')
    clock.nowMs += 13.9 * 24 * 3600_000
    expect(await signIn('doctor', 'secret')).toEqual(ok(undefined))
    clock.nowMs += 0.2 * 24 * 3600_000
    expect(await signIn('doctor', 'secret')).toEqual(fail('session.grace-over'))
  })

  it('that was revoked wipes itself when the server says so, and opens for nobody', async () => {
    const { server, stationKeys, wipe, openData } = pc()
    await signIn('doctor', 'secret')
    openData.mockClear()
    stationKeys.answer = fail('session.station-revoked')
    expect(await signIn('doctor', 'secret')).toEqual(fail('session.station-revoked'))
    expect(wipe).toHaveBeenCalledOnce()
    server.answer = fail('network.unreachable')
    expect(await signIn('doctor', 'secret')).toEqual(fail('session.unknown-offline'))
    expect(openData).not.toHaveBeenCalled()
  })
})

describe('a reload', () => {
  it('goes on without asking the server', async () => {
    const { server } = pc()
    await signIn('doctor', 'secret')
    server.answer = fail('network.unreachable')
    handOverKeys()
    useSession.getState().set({ phase: 'restoring' })
    await restoreSession()
    expect(phase()).toBe('open')
    expect(server.asked).toBe(1)
    // The keys were taken: the next one to open the window types the password.
    await restoreSession()
    expect(phase()).toBe('signed-out')
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

describe('a lock', () => {
  it('closes the data and opens it again with the password, without the server too', async () => {
    const { server, openData, marker } = pc()
    const close = vi.fn(async () => {})
    openData.mockImplementationOnce(async () => ({ ...memoryWorkplaceData().data, close }))
    await signIn('doctor', 'secret')
    await lock()
    expect(close).toHaveBeenCalledOnce()
    expect(useSession.getState().session).toEqual({ phase: 'signed-out', lockedFor: 'doctor' })
    expect(marker()).toBeUndefined()
    server.answer = fail('network.unreachable')
    expect(await signIn('doctor', 'secret')).toEqual(ok(undefined))
  })

  it('only covers a form that nobody has saved, and lets its owner back alone', async () => {
    pc()
    await signIn('doctor', 'secret')
    const { unmount } = renderHook(() => useUnsavedWork(() => true))
    await lock()
    expect(useSession.getState().session).toMatchObject({ phase: 'open', covered: true })
    expect(await uncover('guess')).toEqual(fail('session.wrong-password'))
    expect(useSession.getState().session).toMatchObject({ covered: true })
    expect(await uncover('secret')).toEqual(ok(undefined))
    expect(useSession.getState().session).not.toHaveProperty('covered')
    unmount()
  })

  it('slows down ten guesses without the server', async () => {
    const { server, clock } = pc()
    await signIn('doctor', 'secret')
    server.answer = fail('network.unreachable')
    const outcomes: unknown[] = []
    for (let guess = 0; guess < 10; guess++) outcomes.push(await signIn('doctor', `guess ${guess}`))
    expect(outcomes.slice(0, 5)).toEqual(Array(5).fill(fail('session.wrong-password')))
    expect(outcomes.slice(5)).toEqual(Array(5).fill(fail('session.too-many-tries')))
    expect(await signIn('doctor', 'secret')).toEqual(fail('session.too-many-tries'))
    clock.nowMs += 1000
    expect(await signIn('doctor', 'secret')).toEqual(ok(undefined))
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
