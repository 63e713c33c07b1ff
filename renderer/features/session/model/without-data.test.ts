import { expect, it } from 'vitest'
import type { Profile } from '#shared/contract/api.ts'
import { fail, ok } from '#shared/kit/result.ts'
import { lock } from './lock.ts'
import { restoreSession } from './restore-session.ts'
import { useSession } from './session-store.ts'
import { signIn } from './sign-in.ts'
import { phase, profileOf, testPc } from './test-pc.ts'

/** An administrator of the server, who works in no clinic. */
const administrator: Profile = {
  ...profileOf('admin'),
  practitioner: { ...profileOf('admin').practitioner, role: 'admin' },
  clinicId: '',
  database: '',
}

it('An administrator without a clinic works by the server alone: no data is opened, nothing is kept', async () => {
  const { server, users, openData, marker } = testPc()
  server.administrator = administrator
  expect(await signIn('admin', 'secret')).toEqual(ok(undefined))
  expect(useSession.getState().session).toMatchObject({ phase: 'administering', profile: administrator })
  expect([users.size, marker()]).toEqual([0, undefined])
  expect(openData).not.toHaveBeenCalled()
  server.refusal = 'network.unreachable'
  expect(await signIn('admin', 'secret')).toEqual(fail('session.unknown-offline'))
})

it('An administrator stays after a reload while the server knows the session, and not longer', async () => {
  const { server } = testPc()
  server.administrator = administrator
  await signIn('admin', 'secret')
  useSession.getState().set({ phase: 'restoring' })
  await restoreSession()
  expect(phase()).toBe('administering')
  server.me = undefined
  await restoreSession()
  expect(phase()).toBe('signed-out')
  server.me = administrator
  await restoreSession()
  expect(phase()).toBe('signed-out')
})

it('A patient looks at the own card by the server alone: no keys, no data, nothing kept, and signed out when left alone', async () => {
  const { server, users, openData, marker } = testPc()
  const profile = profileOf('ivanova')
  server.administrator = {
    ...profile,
    practitioner: { ...profile.practitioner, role: 'patient' },
    patientId: 'patient:own',
  }
  expect(await signIn('ivanova', 'secret')).toEqual(ok(undefined))
  expect(useSession.getState().session).toMatchObject({ phase: 'own-card', profile: { user: 'ivanova' } })
  expect([users.size, marker()]).toEqual([0, undefined])
  expect(openData).not.toHaveBeenCalled()
  await lock('idle')
  expect([phase(), server.signedOut]).toEqual(['signed-out', 1])
})

it('An administrator is signed out at the server when nobody touches the PC', async () => {
  const { server } = testPc()
  server.administrator = administrator
  await signIn('admin', 'secret')
  await lock('idle')
  expect([phase(), server.signedOut]).toEqual(['signed-out', 1])
})
