import { expect, it } from 'vitest'
import type { SigningKey, SigningKeyOffer } from '#shared/contract/signing-keys.ts'
import { signingKeyId } from '#shared/contract/signing-keys.ts'
import { testProfile, testWorkplace } from '../../../app/testing/render-screen.tsx'
import { bornSecret, importSecret } from './clinician-key.ts'
import { refreshSigningKeys } from './refresh-signing-keys.ts'

/** A server that keeps what it is offered. */
function server() {
  const keys: SigningKey[] = []
  const asked: string[] = []
  const request: typeof fetch = async (address, init) => {
    asked.push(`${init?.method ?? 'GET'} ${String(address)}`)
    if (init?.method !== 'POST') return Response.json({ keys })
    const { proof, ...offer } = JSON.parse(String(init.body)) as SigningKeyOffer
    keys.push({
      ...offer,
      keyId: signingKeyId(offer.publicKey),
      practitionerId: 'practitioner:demo-doctor',
      name: 'Ковалёва А. И.',
      state: 'pending',
      offeredAt: '2026-11-22T09:00:00.000Z',
    })
    return Response.json(keys.at(-1), { status: 201 })
  }
  return { keys, asked, request }
}
const own = async () => importSecret(testProfile.practitioner.id, (await bornSecret())!)

it('offers the key of the person at the screen once, and keeps the list with it', async () => {
  const { workplace, signingKeys } = testWorkplace()
  const { asked, request } = server()
  const key = await own()
  await refreshSigningKeys(workplace, key, request)
  await refreshSigningKeys(workplace, key, request)
  const path = '/api/clinics/demo/signing-keys'
  expect(asked).toEqual([`GET ${path}`, `POST ${path}`, `GET ${path}`])
  expect(signingKeys.value.keys?.keys.map(({ state }) => state)).toEqual(['pending'])
})

it('keeps the list it has when the answer is none, and offers no key of somebody else', async () => {
  const { workplace, signingKeys } = testWorkplace()
  const { asked, keys, request } = server()
  await refreshSigningKeys(workplace, { ...(await own()), practitionerId: 'practitioner:other' }, request)
  expect(asked).toHaveLength(1)
  expect(keys).toEqual([])
  const before = signingKeys.value
  for (const answer of [new Response('<html>', { status: 200 }), new Response('', { status: 401 })])
    await refreshSigningKeys(workplace, undefined, async () => answer)
  await refreshSigningKeys(workplace, undefined, () => Promise.reject(new TypeError('offline')))
  expect(signingKeys.value).toBe(before)
})
