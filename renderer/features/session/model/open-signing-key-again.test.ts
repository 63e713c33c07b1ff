import { expect, it } from 'vitest'
import { fail, ok } from '#shared/kit/result.ts'
import { openedSigner, signerAtHand, useSigner } from '../../signature/index.ts'
import { lock } from './lock.ts'
import { resumeSigningKey } from './open-signing-key.ts'
import { unlockSigningKey } from './open-signing-key-again.ts'
import { handOverKeys, restoreSession } from './restore-session.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import { profileOf, testPc } from './test-pc.ts'

it('opens the key with the password for who came in without it, and with nothing else', async () => {
  testPc()
  await signIn('doctor', 'secret')
  const key = await openedSigner()
  expect(key?.practitionerId).toBe('practitioner:doctor')
  resumeSigningKey(profileOf('doctor'), undefined)
  expect(useSigner.getState().state.phase).toBe('closed')
  expect(await unlockSigningKey('Secret')).toEqual(fail('session.wrong-password'))
  expect(signerAtHand()).toBeUndefined()
  expect(await unlockSigningKey('secret')).toEqual(ok(undefined))
  expect(signerAtHand()?.publicKey).toBe(key?.publicKey)
})

it('takes the key over a reload, and out of the memory at a lock and at signing out', async () => {
  testPc()
  await signIn('doctor', 'secret')
  const key = await openedSigner()
  handOverKeys()
  resumeSigningKey(profileOf('doctor'), undefined)
  await restoreSession()
  expect(signerAtHand()?.publicKey).toBe(key?.publicKey)
  await lock('full')
  expect(useSigner.getState().state).toEqual({ phase: 'none' })
  await signIn('doctor', 'secret')
  expect((await openedSigner())?.publicKey).toBe(key?.publicKey)
  await signOut()
  expect(useSigner.getState().state).toEqual({ phase: 'none' })
})
