import { cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fail, ok } from '#shared/kit/result.ts'
import { showToast, useToasts } from '../../../ui/toast-store.ts'
import { useUnsavedWork } from '../../../ui/unsaved-work.ts'
import { openedSigner, signerAtHand } from '../../signature/index.ts'
import { checkPeople } from './contact.ts'
import { coverMs, lock, uncover } from './lock.ts'
import { changePassword } from './own-password.ts'
import { setOwnPin } from './own-pin.ts'
import { mostFailures } from './pin.ts'
import { forgetEverybody } from './present-people.ts'
import { handOverKeys, restoreSession } from './restore-session.ts'
import { useSession } from './session-store.ts'
import { signIn } from './sign-in.ts'
import { returnToServer } from './sign-in-again.ts'
import { signOut } from './sign-out.ts'
import { colleagues, switchUser } from './switch-user.ts'
import { phase, profileOf, testPc, whoIsOpen } from './test-pc.ts'

const minutes = 60_000
const hours = 60 * minutes

/** The feldsher and the doctor have a PIN each; the doctor is at the PC. */
async function sharedPc() {
  const pc = testPc()
  await signIn('feldsher', 'word')
  await setOwnPin('word', '4816')
  await signIn('doctor', 'secret')
  await setOwnPin('secret', '7395')
  await signIn('feldsher', 'word')
  await signIn('doctor', 'secret')
  await new Promise((resolve) => setTimeout(resolve))
  return pc
}
type Pc = Awaited<ReturnType<typeof sharedPc>>
let pc: Pc
beforeEach(async () => {
  pc = await sharedPc()
})
const workplace = () => {
  const { session } = useSession.getState()
  if (session.phase !== 'open') throw new Error('nobody is signed in')
  return session.workplace
}

describe('a switch by PIN', () => {
  it('hands the PC to a colleague, and back, without the server', async () => {
    pc.server.refusal = 'network.unreachable'
    expect((await colleagues()).map(({ profile, byPin }) => [profile.user, byPin])).toEqual([
      ['feldsher', true],
    ])
    expect(await switchUser('feldsher', '4816')).toEqual(ok(undefined))
    expect([whoIsOpen(), pc.marker()]).toEqual(['feldsher', 'feldsher'])
    expect(await switchUser('doctor', '7395')).toEqual(ok(undefined))
    expect(whoIsOpen()).toBe('doctor')
  })

  it('leaves nothing on the screen of what was said to the one, nor a way to take it back', async () => {
    showToast('Записано: E11.9', { action: { label: 'Отменить', run: () => undefined } })
    await switchUser('feldsher', '4816')
    expect(useToasts.getState().shown).toEqual([])
  })

  it('gets the colleague a session of their own with the server’s pass', async () => {
    await switchUser('feldsher', '4816')
    expect(await returnToServer(workplace())).toBe(true)
    expect(pc.server.returned).toEqual(['feldsher'])
    pc.server.refusal = 'session.expired'
    expect(await returnToServer(workplace())).toBe(false)
  })

  it('needs the PIN of that very person', async () => {
    expect(await switchUser('feldsher', '7395')).toEqual(fail('session.pin-wrong'))
    expect(whoIsOpen()).toBe('doctor')
    expect(pc.recorded).toEqual([{ action: 'unlock-failed', means: 'pin', count: 1 }])
  })

  it('is of no use after a reload, twelve hours, or to somebody without a PIN', async () => {
    pc.clock.nowMs += 12 * hours + 1
    expect(await switchUser('feldsher', '4816')).toEqual(fail('session.password-needed'))
    pc = await sharedPc()
    forgetEverybody()
    expect(await switchUser('feldsher', '4816')).toEqual(fail('session.password-needed'))
    pc = await sharedPc()
    await setOwnPin('secret', undefined)
    await signIn('feldsher', 'word')
    expect(await switchUser('doctor', '7395')).toEqual(fail('session.password-needed'))
  })

  it('is of no use for longer where the clock was put back', async () => {
    pc.clock.nowMs -= 365 * 24 * hours
    expect(await switchUser('feldsher', '4816')).toEqual(fail('session.password-needed'))
  })

  it('slows down and then locks after ten wrong PINs, for that person and until their password', async () => {
    const outcomes: string[] = []
    for (let guess = 0; guess < 40; guess++) {
      const outcome = await switchUser('feldsher', `${5000 + guess}`)
      if (!outcome.ok) outcomes.push(outcome.error)
      pc.clock.nowMs += 20_000
    }
    const looked = outcomes.filter((each) => each !== 'session.pin-wait')
    expect(outcomes).toContain('session.pin-wait')
    expect(looked.slice(0, mostFailures)).toEqual([
      ...Array(mostFailures - 1).fill('session.pin-wrong'),
      'session.pin-locked',
    ])
    expect(new Set(looked.slice(mostFailures))).toEqual(new Set(['session.pin-locked']))
    expect(await switchUser('feldsher', '4816')).toEqual(fail('session.pin-locked'))
    expect((await colleagues())[0]?.byPin).toBe(false)
    await signIn('feldsher', 'word')
    expect(await switchUser('doctor', '7395')).toEqual(ok(undefined))
    expect(await switchUser('feldsher', '4816')).toEqual(ok(undefined))
  })

  it('counts on the disk: a closed window forgets no try', async () => {
    for (let guess = 0; guess < 3; guess++) await switchUser('feldsher', `${5000 + guess}`)
    // Another window, the same disk.
    await signIn('doctor', 'secret')
    expect(await switchUser('feldsher', '4816')).toEqual(fail('session.pin-wait'))
  })

  it('ends at the sign-in page when the data does not open, and keeps no key to sign with', async () => {
    await openedSigner()
    expect(signerAtHand()?.practitionerId).toBe('practitioner:doctor')
    pc.openData.mockRejectedValueOnce(new TypeError('a bug'))
    await expect(switchUser('feldsher', '4816')).rejects.toThrow('a bug')
    expect(phase()).toBe('signed-out')
    expect(signerAtHand()).toBeUndefined()
  })

  it('does not bring back a lock that was taken away while the PIN was looked at', async () => {
    const { put } = pc.knownUsers
    pc.knownUsers.put = async (...rows) => {
      pc.knownUsers.put = put
      await put(...rows)
      await pc.knownUsers.remove('feldsher')
    }
    await switchUser('feldsher', '4816')
    expect(pc.users.has('feldsher')).toBe(false)
  })

  it('leaves no PIN, no name and no pass readable on the disk', () => {
    const text = JSON.stringify([...pc.users.values()], (_, value) =>
      value instanceof Uint8Array ? new TextDecoder().decode(value) : value,
    )
    for (const word of ['4816', '7395', 'word', 'secret', 'Ковалёва', 'pass"'])
      expect(text).not.toContain(word)
  })
})

describe('the lock of an unused screen', () => {
  it('keeps the keys a quarter of an hour for whoever has a PIN, and drops them then', async () => {
    await lock('idle', undefined, pc.clock.nowMs)
    expect(useSession.getState().session).toMatchObject({ phase: 'open', covered: {} })
    expect(await uncover('0001', 'pin')).toEqual(fail('session.pin-wrong'))
    expect(await uncover('7395', 'pin')).toEqual(ok(undefined))
    await lock('idle', undefined, pc.clock.nowMs)
    pc.clock.nowMs += coverMs
    expect(await uncover('7395', 'pin')).toEqual(fail('session.password-needed'))
    await lock('idle', undefined, pc.clock.nowMs)
    expect(phase()).toBe('signed-out')
  })

  it('drops the keys at once after a sleep, and by the menu', async () => {
    const before = pc.clock.nowMs
    pc.clock.nowMs += 2 * coverMs
    await lock('idle', undefined, before)
    expect(phase()).toBe('signed-out')
    await signIn('doctor', 'secret')
    await lock()
    expect(phase()).toBe('signed-out')
  })

  it('of more than an hour asks everybody for the password', async () => {
    await lock()
    pc.clock.nowMs += 10 * minutes
    await signIn('doctor', 'secret')
    expect((await colleagues())[0]?.byPin).toBe(true)
    await lock()
    pc.clock.nowMs += 61 * minutes
    await signIn('doctor', 'secret')
    expect((await colleagues())[0]?.byPin).toBe(false)
  })

  it('counts an hour in which nobody was signed in, too', async () => {
    await signOut()
    pc.clock.nowMs += 61 * minutes
    await signIn('doctor', 'secret')
    expect((await colleagues())[0]?.byPin).toBe(false)
  })

  it('lets nobody back by PIN to a form that nobody saved, after that quarter of an hour', async () => {
    const { unmount } = renderHook(() => useUnsavedWork({ isChanged: () => true }))
    await lock('idle', undefined, pc.clock.nowMs)
    expect(await uncover('7395', 'pin')).toEqual(ok(undefined))
    await lock('idle', undefined, pc.clock.nowMs)
    pc.clock.nowMs += coverMs + 1
    await lock('idle', undefined, pc.clock.nowMs)
    expect(phase()).toBe('open')
    expect(await uncover('7395', 'pin')).toEqual(fail('session.password-needed'))
    expect(await uncover('secret')).toEqual(ok(undefined))
    unmount()
  })

  it('is not got around by a reload', async () => {
    await lock('idle', undefined, pc.clock.nowMs)
    handOverKeys()
    useSession.getState().set({ phase: 'restoring' })
    await restoreSession()
    expect(phase()).toBe('signed-out')
  })

  it('stays locked when the keys went while a PIN was looked at', async () => {
    await lock('idle', undefined, pc.clock.nowMs)
    const looking = uncover('7395', 'pin')
    await lock()
    expect(await looking).toEqual(fail('session.password-needed'))
    expect(phase()).toBe('signed-out')
  })

  it('lets its owner back to an unsaved form after another role took their lock off this PC', async () => {
    const { unmount } = renderHook(() => useUnsavedWork({ isChanged: () => true }))
    pc.server.people.set('doctor', 'mark of another role')
    await checkPeople(workplace())
    await lock()
    expect(await uncover('secret')).toEqual(ok(undefined))
    unmount()
    await checkPeople(workplace())
    expect(pc.users.has('doctor')).toBe(false)
  })
})

describe('a new password of one’s own', () => {
  it('holds on this PC too when the link ends after the server has taken it', async () => {
    pc.server.keys = fail('network.unreachable')
    expect(await changePassword('secret', 'another word of mine')).toEqual(ok(undefined))
    await lock()
    pc.server.refusal = 'network.unreachable'
    expect(await signIn('doctor', 'secret')).toEqual(fail('session.wrong-password'))
    expect(await signIn('doctor', 'another word of mine')).toEqual(ok(undefined))
  })
})

describe('a contact with the server', () => {
  it('takes away the locks of who was dismissed or has another password, and no others', async () => {
    await signIn('nurse', 'third')
    await signIn('doctor', 'secret')
    pc.server.people.set('feldsher', undefined)
    pc.server.people.set('nurse', 'another mark')
    await checkPeople(workplace())
    expect([...pc.users.keys()]).toEqual(['doctor'])
    expect(await switchUser('feldsher', '4816')).toEqual(fail('session.password-needed'))
    pc.server.refusal = 'network.unreachable'
    expect(await signIn('feldsher', 'word')).toEqual(fail('session.unknown-offline'))
    expect(await signIn('doctor', 'secret')).toEqual(ok(undefined))
  })

  it('does nothing when it does not answer, or answers in another person’s session', async () => {
    pc.server.people.set('feldsher', undefined)
    pc.server.refusal = 'network.unreachable'
    await checkPeople(workplace())
    pc.server.refusal = undefined
    pc.server.me = profileOf('nurse')
    await checkPeople(workplace())
    expect([...pc.users.keys()].sort()).toEqual(['doctor', 'feldsher'])
  })

  it('ends the work under an old role: the next sign-in brings the new one', async () => {
    const changed = profileOf('doctor')
    pc.server.me = { ...changed, practitioner: { ...changed.practitioner, role: 'registrar' } }
    pc.server.people.set('doctor', 'mark of a registrar')
    await checkPeople(workplace())
    expect(useSession.getState().session).toMatchObject({
      phase: 'signed-out',
      problem: 'session.role-changed',
    })
    expect(pc.users.has('doctor')).toBe(false)
  })
})

describe('a form that nobody has saved', () => {
  /** A form that is on the screen; what was kept of it. */
  function openForm(refuses = false) {
    const form = { typed: 'Гринюк Павел', kept: undefined as string | undefined }
    renderHook(() =>
      useUnsavedWork({
        isChanged: () => form.kept !== form.typed,
        async keep() {
          if (refuses) throw new Error('the disk is full')
          form.kept = form.typed
        },
      }),
    )
    return form
  }
  afterEach(cleanup)

  it('is kept when a colleague lets themselves in from the covered screen, and the keys go', async () => {
    const form = openForm()
    await lock('idle', undefined, pc.clock.nowMs)
    await lock()
    expect(phase()).toBe('signed-out')
    expect(form.kept).toBe('Гринюк Павел')
    expect(await signIn('feldsher', 'word')).toEqual(ok(undefined))
  })

  it('is kept as soon as the screen is covered, and no keys stay longer for its sake', async () => {
    const form = openForm()
    await lock('idle', undefined, pc.clock.nowMs)
    expect(form.kept).toBe('Гринюк Павел')
    pc.clock.nowMs += coverMs + 1
    await lock('idle', undefined, pc.clock.nowMs)
    expect(phase()).toBe('signed-out')
  })

  it('is kept when the PC is handed over by PIN, and at signing out', async () => {
    const form = openForm()
    expect(await switchUser('feldsher', '4816')).toEqual(ok(undefined))
    expect([form.kept, whoIsOpen()]).toEqual(['Гринюк Павел', 'feldsher'])
  })

  it('stays where it is, with its owner, where the disk refuses', async () => {
    openForm(true)
    expect(await switchUser('feldsher', '4816')).toEqual(fail('session.unsaved-work'))
    await lock()
    expect(useSession.getState().session).toMatchObject({ phase: 'open', covered: { pinUntilMs: 0 } })
    expect(await uncover('secret')).toEqual(ok(undefined))
  })
})
