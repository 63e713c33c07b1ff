import { beforeEach, expect, it } from 'vitest'
import type { Profile } from '#shared/contract/api.ts'
import { openedSigner, setSigner, signerAtHand, useSigner } from '../../signature/index.ts'
import { memorySigningKeys } from '../testing/memory-signing-keys.ts'
import { changeSigningLock, closeSigningKey, openSigningKey, resumeSigningKey } from './open-signing-key.ts'
import type { SessionServices } from './session-services.ts'
import type { SigningKeyShelf } from './signing-key-shelf.ts'
import { openLock } from './user-lock.ts'

const lockCost = { memoryKiB: 64, iterations: 1, parallelism: 1 }
const profileOf = (user: string, role: Profile['practitioner']['role'] = 'doctor'): Profile => ({
  user,
  practitioner: { id: `practitioner:${user.toLowerCase()}`, name: 'Ковалёва А. И.', role, position: 'Врач' },
  clinicId: 'demo',
  database: 'clinic-demo',
  facilityId: 'facility:zarechye',
  facilities: [],
})
const onPc = (signingKeys: SigningKeyShelf): SessionServices =>
  ({
    signingKeys,
    lockCost,
    random: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
  }) as never

async function opened(services: SessionServices, profile: Profile, password: string) {
  openSigningKey(services, profile, password)
  return openedSigner()
}

beforeEach(() => setSigner({ phase: 'none' }))

it('makes a key at the first sign-in of a person and finds it again at the next', async () => {
  const pc = onPc(memorySigningKeys())
  const first = await opened(pc, profileOf('Doctor'), 'secret')
  expect(first?.privateKey).toMatchObject({ type: 'private', extractable: false })
  closeSigningKey()
  expect(signerAtHand()).toBeUndefined()
  expect((await opened(pc, profileOf('doctor'), 'secret'))?.publicKey).toBe(first?.publicKey)
})

it('gives every person of a PC a key of their own, which only their password opens', async () => {
  const shelf = memorySigningKeys()
  const doctor = await opened(onPc(shelf), profileOf('doctor'), 'secret')
  const feldsher = await opened(onPc(shelf), profileOf('feldsher', 'feldsher'), 'secret-too')
  expect(feldsher?.publicKey).not.toBe(doctor?.publicKey)
  const { place, locks } = shelf.rows.get('doctor demo practitioner:doctor')!
  const lock = locks[0]!
  expect(await openLock(place, 'secret-too', lock, lockCost)).toBeUndefined()
  expect(await openLock('feldsher demo practitioner:feldsher', 'secret', lock, lockCost)).toBeUndefined()
  const { secret } = (await openLock(place, 'secret', lock, lockCost)) as { secret: string }
  expect(new TextDecoder().decode(lock.sealed)).not.toContain(secret.slice(0, 12))
})

it('makes none for people who sign nothing, and forgets whose key was there before', async () => {
  const shelf = memorySigningKeys()
  await opened(onPc(shelf), profileOf('doctor'), 'secret')
  expect(await opened(onPc(shelf), profileOf('registrar', 'registrar'), 'secret')).toBeUndefined()
  expect(shelf.rows.size).toBe(1)
})

it('takes the key to a new password, and closes it to the old one', async () => {
  const shelf = memorySigningKeys()
  const pc = onPc(shelf)
  const first = await opened(pc, profileOf('doctor'), 'old')
  await changeSigningLock(pc, profileOf('doctor'), 'old', 'new')
  expect((await opened(pc, profileOf('doctor'), 'new'))?.publicKey).toBe(first?.publicKey)
  expect([...shelf.rows.values()].flatMap(({ locks }) => locks)).toHaveLength(1)
})

it('makes a new key where the password was reset, and keeps the old one for whoever remembers', async () => {
  const pc = onPc(memorySigningKeys())
  const first = await opened(pc, profileOf('doctor'), 'old')
  const second = await opened(pc, profileOf('doctor'), 'given by the administrator')
  expect(second?.publicKey).not.toBe(first?.publicKey)
  expect((await opened(pc, profileOf('doctor'), 'given by the administrator'))?.publicKey).toBe(
    second?.publicKey,
  )
  expect((await opened(pc, profileOf('doctor'), 'old'))?.publicKey).toBe(first?.publicKey)
})

it('goes on with the key after a reload, and asks for the password without it', async () => {
  const key = await opened(onPc(memorySigningKeys()), profileOf('doctor'), 'secret')
  resumeSigningKey(profileOf('doctor'), structuredClone(key))
  expect(signerAtHand()?.publicKey).toBe(key?.publicKey)
  resumeSigningKey(profileOf('doctor'), undefined)
  expect(useSigner.getState().state.phase).toBe('closed')
  // Whatever was handed over: a person signs with their own key.
  resumeSigningKey(profileOf('feldsher', 'feldsher'), key)
  expect(signerAtHand()).toBeUndefined()
})

it('does not bring the key back to somebody who has left meanwhile', async () => {
  openSigningKey(onPc(memorySigningKeys()), profileOf('doctor'), 'secret')
  const { state } = useSigner.getState()
  closeSigningKey()
  if (state.phase === 'opening') await state.open()
  expect(signerAtHand()).toBeUndefined()
})
