import { renderHook } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { fail, ok } from '#shared/kit/result.ts'
import { memoryWorkplaceData } from '../../../data/testing/memory-workplace-data.ts'
import { useUnsavedWork } from '../../../ui/unsaved-work.ts'
import { lock, uncover } from './lock.ts'
import { handOverKeys, restoreSession } from './restore-session.ts'
import { useSession } from './session-store.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import { dataKey, phase, profileOf, testPc } from './test-pc.ts'

describe('signing in', () => {
  it('opens the data when the server agrees, and remembers for a day without network', async () => {
    const { users, marker } = testPc()
    expect(await signIn(' doctor ', 'open-sesame')).toEqual(ok(undefined))
    expect(phase()).toBe('open')
    const { lock: kept1, box, about } = users.get('doctor')!
    const kept = [kept1.sealed, box, about].map((bytes) => new TextDecoder().decode(bytes)).join()
    for (const word of ['open-sesame', 'demo', 'Ковалёва', 'kkkk']) expect(kept).not.toContain(word)
    expect(marker()).toBe('doctor')
  })

  it.each<ErrorCode>([
    'network.unreachable',
    'network.timeout',
    'network.not-our-server',
    'server.unavailable',
  ])('lets a known person in with the right password when the server is silent (%s)', async (code) => {
    const { server } = testPc()
    await signIn('doctor', 'secret')
    server.refusal = code
    expect(await signIn('doctor', 'secret')).toEqual(ok(undefined))
    expect(phase()).toBe('open')
  })

  it('refuses a wrong password without the server', async () => {
    const { server } = testPc()
    await signIn('doctor', 'secret')
    server.refusal = 'network.unreachable'
    expect(await signIn('doctor', 'Secret')).toEqual(fail('session.wrong-password'))
  })

  it('obeys a server that says no, even to a person this PC knows', async () => {
    const { server, openData } = testPc()
    await signIn('doctor', 'secret')
    openData.mockClear()
    for (const code of ['session.wrong-password', 'session.forbidden', 'server.too-many-requests'] as const) {
      server.refusal = code
      expect(await signIn('doctor', 'secret')).toEqual(fail(code))
    }
    expect(openData).not.toHaveBeenCalled()
  })

  it('says to who has neither a workplace nor a card that nothing opens, and leaves no session behind', async () => {
    const { server, openData } = testPc()
    const profile = profileOf('patient')
    server.administrator = { ...profile, practitioner: { ...profile.practitioner, role: 'patient' } }
    expect(await signIn('patient', 'secret')).toEqual(fail('session.no-workplace'))
    expect(server.signedOut).toBe(1)
    expect(openData).not.toHaveBeenCalled()
  })

  it('does not let a stranger in without the server', async () => {
    const { server } = testPc()
    server.refusal = 'network.unreachable'
    expect(await signIn('feldsher', 'secret')).toEqual(fail('session.unknown-offline'))
  })

  it('takes the new password once the server has confirmed it', async () => {
    const { server } = testPc()
    await signIn('doctor', 'old')
    await signIn('doctor', 'new')
    server.refusal = 'network.unreachable'
    expect(await signIn('doctor', 'old')).toEqual(fail('session.wrong-password'))
    expect(await signIn('doctor', 'new')).toEqual(ok(undefined))
  })

  it('keeps its own keys when a server from an older backup gives others, with the password or without', async () => {
    const { server, users, openData } = testPc()
    await signIn('doctor', 'secret')
    server.keys = ok({ current: 1, keys: [dataKey(1, 'x')] })
    expect(await signIn('doctor', 'secret')).toEqual(ok(undefined))
    const before = users.get('doctor')
    openData.mockClear()
    expect(await signIn('doctor', 'another')).toEqual(fail('session.other-keys'))
    expect(users.get('doctor')).toEqual(before)
    expect(openData).not.toHaveBeenCalled()
    server.refusal = 'network.unreachable'
    expect(await signIn('doctor', 'secret')).toEqual(ok(undefined))
  })

  it('leads to the choice of a password of one’s own when it was a first one', async () => {
    const { server, users, openData } = testPc()
    server.refusal = 'session.first-password'
    expect(await signIn('doctor', 'k7mq-xw3d-p9ra')).toEqual(fail('session.first-password'))
    expect(users.size).toBe(0)
    expect(openData).not.toHaveBeenCalled()
  })

  it('takes the lock of somebody away whose account is closed, and leaves the others', async () => {
    const { server, users } = testPc()
    await signIn('doctor', 'secret')
    await signIn('feldsher', 'word')
    server.refusal = 'session.dismissed'
    expect(await signIn('doctor', 'secret')).toEqual(fail('session.dismissed'))
    expect([...users.keys()]).toEqual(['feldsher'])
    server.refusal = 'network.unreachable'
    expect(await signIn('doctor', 'secret')).toEqual(fail('session.unknown-offline'))
    expect(await signIn('feldsher', 'word')).toEqual(ok(undefined))
  })
})

describe('a PC', () => {
  it('lets somebody work without the server for 14 days, then asks for it', async () => {
    const { server, clock } = testPc()
    await signIn('doctor', 'secret')
    server.refusal = 'network.unreachable'
    clock.nowMs += 13.9 * 24 * 3600_000
    expect(await signIn('doctor', 'secret')).toEqual(ok(undefined))
    clock.nowMs += 0.2 * 24 * 3600_000
    expect(await signIn('doctor', 'secret')).toEqual(fail('session.grace-over'))
  })

  it('that was revoked wipes itself when the server says so, and opens for nobody', async () => {
    const { server, wipe, openData } = testPc()
    await signIn('doctor', 'secret')
    openData.mockClear()
    server.keys = fail('session.station-revoked')
    expect(await signIn('doctor', 'secret')).toEqual(fail('session.station-revoked'))
    expect(wipe).toHaveBeenCalledOnce()
    server.refusal = 'network.unreachable'
    expect(await signIn('doctor', 'secret')).toEqual(fail('session.unknown-offline'))
    expect(openData).not.toHaveBeenCalled()
  })
})

describe('a reload', () => {
  it('goes on without asking the server', async () => {
    const { server } = testPc()
    await signIn('doctor', 'secret')
    server.refusal = 'network.unreachable'
    handOverKeys()
    useSession.getState().set({ phase: 'restoring' })
    await restoreSession()
    expect(phase()).toBe('open')
    expect(server.asked).toBe(1)
    // The keys were taken: the next one to open the window types the password.
    await restoreSession()
    expect(phase()).toBe('signed-out')
  })

  it('says at once that the browser has deleted what this PC held', async () => {
    const { storeEmptied } = testPc()
    storeEmptied.mockResolvedValueOnce(true)
    await restoreSession()
    expect(useSession.getState().session).toEqual({ phase: 'signed-out', problem: 'storage.emptied' })
  })

  it('asks for the keys of this PC by the name that it has once its store was looked at', async () => {
    const { storeEmptied, services } = testPc()
    let name = 'old'
    Object.defineProperty(services, 'stationId', { get: () => name })
    storeEmptied.mockImplementation(async () => {
      name = 'new'
      return true
    })
    const stationKeys = vi.spyOn(services.server, 'stationKeys')
    await signIn('doctor', 'secret')
    expect(stationKeys.mock.calls).toEqual([['new']])
  })

  it('asks for the password in a window that is new, and after a sign-out', async () => {
    const { server } = testPc()
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
    const { server, openData, marker } = testPc()
    const close = vi.fn(async () => {})
    openData.mockImplementationOnce(async () => ({ ...memoryWorkplaceData().data, close }))
    await signIn('doctor', 'secret')
    await lock()
    expect(close).toHaveBeenCalledOnce()
    expect(useSession.getState().session).toEqual({ phase: 'signed-out', lockedFor: 'doctor' })
    expect(marker()).toBeUndefined()
    server.refusal = 'network.unreachable'
    expect(await signIn('doctor', 'secret')).toEqual(ok(undefined))
  })

  it('only covers a form that nobody has saved, and lets its owner back alone', async () => {
    testPc()
    await signIn('doctor', 'secret')
    const { unmount } = renderHook(() => useUnsavedWork({ isChanged: () => true }))
    await lock()
    expect(useSession.getState().session).toMatchObject({ phase: 'open', covered: { pinUntilMs: 0 } })
    expect(await uncover('guess')).toEqual(fail('session.wrong-password'))
    expect(useSession.getState().session).toMatchObject({ covered: { pinUntilMs: 0 } })
    expect(await uncover('secret')).toEqual(ok(undefined))
    expect(useSession.getState().session).not.toHaveProperty('covered')
    unmount()
  })

  it('slows down ten guesses without the server', async () => {
    const { server, clock } = testPc()
    await signIn('doctor', 'secret')
    server.refusal = 'network.unreachable'
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
    const { openData } = testPc()
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
