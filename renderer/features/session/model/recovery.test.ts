import { beforeEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '#shared/errors/app-error.ts'
import { fail, ok } from '#shared/kit/result.ts'
import { checkPeople } from './contact.ts'
import { lock } from './lock.ts'
import { makeRecoverySheet, type NewSheet, openBySheet } from './recovery.ts'
import { makeRecoveryCode, readRecoveryCode } from './recovery-code.ts'
import { giveUpOlderKeys, renewKeys } from './renew-keys.ts'
import { useSession } from './session-store.ts'
import { signIn } from './sign-in.ts'
import { dataKey, testPc, whoIsOpen } from './test-pc.ts'

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))

describe('the code of the sheet', () => {
  it('is nine groups of four, and read as somebody types it', () => {
    const code = makeRecoveryCode(random)
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(readRecoveryCode(` ${code.toLowerCase().replaceAll('-', ' ')}\n`)).toBe(code)
    const russian = code.replace(/[ABCEHKMPTX]/g, (letter) => 'АВСЕНКМРТХ'['ABCEHKMPTX'.indexOf(letter)]!)
    expect(readRecoveryCode(russian.replaceAll('0', 'О').replaceAll('1', 'l'))).toBe(code)
  })

  it('tells a slip of the hand: every changed letter, every two that changed places', () => {
    const code = makeRecoveryCode(random).replaceAll('-', '')
    for (let at = 0; at < code.length; at++) {
      const other = code[at] === '7' ? '8' : '7'
      expect(readRecoveryCode(code.slice(0, at) + other + code.slice(at + 1))).toBeUndefined()
      if (at > 0 && code[at] !== code[at - 1])
        expect(
          readRecoveryCode(code.slice(0, at - 1) + code[at]! + code[at - 1]! + code.slice(at + 1)),
        ).toBeUndefined()
    }
    expect(readRecoveryCode(code.slice(1))).toBeUndefined()
    expect(readRecoveryCode('')).toBeUndefined()
  })
})

let pc: ReturnType<typeof testPc>
let code: string
beforeEach(async () => {
  pc = testPc()
  await signIn('feldsher', 'word')
  await signIn('doctor', 'secret')
  const made = await newSheet()
  expect(await made.confirm(typedBack(made))).toEqual(ok(undefined))
  code = made.code
})
const newSheet = async (): Promise<NewSheet> => {
  const made = await makeRecoverySheet('secret')
  if (!made.ok) throw new Error(made.error)
  return made.value
}
/** What somebody types who reads the asked groups from the paper. */
const typedBack = ({ code: printed, asked }: NewSheet): string[] =>
  asked.map((number) => printed.split('-')[number - 1]!.toLowerCase())

const chosen = 'четыре сойки на яблоне'
const open = async (typed = code) => {
  const opened = await openBySheet(typed)
  if (!opened.ok) throw new Error(opened.error)
  return opened.value
}

describe('the sheet in the safe', () => {
  it('opens the PC without a password and the server, for somebody of this PC with a new password', async () => {
    await lock()
    pc.server.refusal = 'network.unreachable'
    const opened = await open()
    expect(opened.people.map(({ user }) => user).sort()).toEqual(['doctor', 'feldsher'])
    expect(await opened.enter('stranger', chosen)).toEqual(fail('session.unknown-offline'))
    expect(await opened.enter('doctor', '1234567890')).toEqual(fail('session.weak-password'))
    expect(pc.openData).toHaveBeenCalledTimes(2)
    expect(await opened.enter('doctor', chosen)).toEqual(ok(undefined))
    expect(whoIsOpen()).toBe('doctor')
    expect(pc.recorded).toEqual([{ action: 'unlocked', means: 'recovery-key' }])
    await lock()
    expect(await signIn('doctor', 'secret')).toEqual(fail('session.wrong-password'))
    expect(await signIn('doctor', chosen)).toEqual(ok(undefined))
    expect(await signIn('feldsher', 'word')).toEqual(ok(undefined))
  })

  it('gives a lock that ends at the next contact, as the server never gave its word for it', async () => {
    await (await open()).enter('feldsher', chosen)
    const { session } = useSession.getState()
    if (session.phase !== 'open') throw new Error('not open')
    pc.server.me = session.workplace.profile
    await checkPeople(session.workplace)
    expect([...pc.users.keys()]).toEqual(['doctor'])
  })

  it('needs the password to be made, and makes the one before worthless when it was read back from the paper', async () => {
    expect(await makeRecoverySheet('guess')).toEqual(fail('session.wrong-password'))
    const next = await newSheet()
    expect((await open()).people).toHaveLength(2)
    expect(await openBySheet(next.code)).toEqual(fail('session.recovery-wrong'))
    const [first = '', ...others] = typedBack(next)
    expect(await next.confirm([first, ...others.map(() => 'ZZZZ')])).toEqual(
      fail('session.recovery-mistyped'),
    )
    expect((await open()).people).toHaveLength(2)
    expect(await next.confirm(typedBack(next))).toEqual(ok(undefined))
    expect(await openBySheet(code)).toEqual(fail('session.recovery-wrong'))
    expect((await open(next.code)).people).toHaveLength(2)
  })

  it('leaves the one before in force when the program ends, or the disk refuses, before the new one counts', async () => {
    const next = await newSheet()
    vi.spyOn(pc.knownUsers, 'put').mockRejectedValueOnce(new AppError('storage.full'))
    expect(await next.confirm(typedBack(next))).toEqual(fail('storage.full'))
    expect((await open()).people).toHaveLength(2)
    await lock()
    expect(await next.confirm(typedBack(next))).toEqual(fail('session.password-needed'))
    expect((await open()).people).toHaveLength(2)
  })

  it('does not count when a new data key came meanwhile, which its box does not hold', async () => {
    const next = await newSheet()
    pc.server.keys = ok({ current: 2, keys: [dataKey(1), dataKey(2, 'n')] })
    await renewKeys()
    expect(await next.confirm(typedBack(next))).toEqual(fail('session.password-needed'))
    await (await open()).enter('doctor', chosen)
    expect(whoIsOpen()).toBe('doctor')
  })

  it('counts and slows down guesses; a slip of the hand is none', async () => {
    for (let guess = 0; guess < 10; guess++)
      expect(await openBySheet('AAAA')).toEqual(fail('session.recovery-mistyped'))
    for (let guess = 0; guess < 5; guess++)
      expect(await openBySheet(makeRecoveryCode(random))).toEqual(fail('session.recovery-wrong'))
    expect(await openBySheet(makeRecoveryCode(random))).toEqual(fail('session.too-many-tries'))
    expect(await openBySheet(code)).toEqual(fail('session.too-many-tries'))
    pc.clock.nowMs += 1000
    expect((await openBySheet(code)).ok).toBe(true)
  })

  it('is said to be missing where none was made', async () => {
    testPc()
    expect(await openBySheet(code)).toEqual(fail('session.no-recovery'))
  })
})

describe('a new data key', () => {
  const two = ok({ current: 2, keys: [dataKey(1), dataKey(2, 'n')] })
  const numbers = () => {
    const { session } = useSession.getState()
    return session.phase === 'open' ? [...session.dataKeys.keys.keys()] : undefined
  }

  it('reaches everybody of the PC and the sheet, without a password of theirs', async () => {
    pc.server.keys = two
    expect(await renewKeys()).toEqual(ok(undefined))
    expect(numbers()).toEqual([1, 2])
    pc.server.refusal = 'network.unreachable'
    expect(await signIn('feldsher', 'word')).toEqual(ok(undefined))
    expect(numbers()).toEqual([1, 2])
    expect(await (await open()).enter('doctor', chosen)).toEqual(ok(undefined))
    expect(numbers()).toEqual([1, 2])
  })

  it('leaves nobody the older one when nothing needs it', async () => {
    pc.server.keys = two
    await renewKeys()
    pc.server.keys = ok({ current: 2, keys: [dataKey(2, 'n')] })
    const { session } = useSession.getState()
    if (session.phase !== 'open') throw new Error('not open')
    expect(await giveUpOlderKeys(session.workplace)).toBe(true)
    expect(pc.server.dropped).toEqual([2])
    pc.server.refusal = 'network.unreachable'
    for (const [user, password] of [
      ['feldsher', 'word'],
      ['doctor', 'secret'],
    ] as const) {
      expect(await signIn(user, password)).toEqual(ok(undefined))
      expect(numbers()).toEqual([2])
    }
    expect(await (await open()).enter('doctor', chosen)).toEqual(ok(undefined))
    expect(numbers()).toEqual([2])
  })

  it('asked for by an administrator comes with the next sign-in, for everybody', async () => {
    pc.server.keys = two
    await signIn('doctor', 'secret')
    expect(numbers()).toEqual([1, 2])
    pc.server.refusal = 'network.unreachable'
    await signIn('feldsher', 'word')
    expect(numbers()).toEqual([1, 2])
  })

  it('goes into no box that somebody put in another’s place', async () => {
    const { fillBox, makeBoxKeys, openBox } = await import('../../../data/encryption/key-box.ts')
    const thief = await makeBoxKeys()
    const feldsher = pc.users.get('feldsher')!
    pc.users.set('feldsher', {
      ...feldsher,
      publicKey: thief.publicKey,
      box: await fillBox(thief.publicKey, 'nothing'),
    })
    pc.server.keys = two
    await renewKeys()
    expect(await openBox(thief.privateKey, pc.users.get('feldsher')!.box)).toBe('nothing')
  })
})
