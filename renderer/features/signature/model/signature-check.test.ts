import { expect, it } from 'vitest'
import type { SigningKey, SigningKeys } from '#shared/contract/signing-keys.ts'
import { signVisit } from '#shared/domain/visit/visit.commands.ts'
import { testDraft, testVisitContext } from '#shared/domain/visit/visit.fixture.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import { bornSecret, importSecret, offerOf, providerOf } from './clinician-key.ts'
import { signElectronically, withSignature } from './sign-document.ts'
import { createSignatureCheck } from './signature-check.ts'
import { stateProvider } from './signature-provider.ts'
import { setSigner } from './signer-store.ts'

const practitionerId = 'practitioner:demo-doctor'
const plainVisit = (): Visit => {
  const made = signVisit(testDraft(), testVisitContext())
  if (!made.ok) throw new Error('the draft of the fixture cannot be signed')
  return made.value
}
async function clinician() {
  const key = await importSecret(practitionerId, (await bornSecret())!)
  const listed: SigningKey = {
    keyId: providerOf(key).keyId,
    ...(await offerOf(key, 'demo', 'station1')),
    practitionerId,
    name: 'Ковалевич Ирина Петровна',
    state: 'registered',
    offeredAt: '2026-11-01T08:00:00.000Z',
    registeredAt: '2026-11-01T09:00:00.000Z',
  }
  return { key, keys: { keys: [listed] } satisfies SigningKeys, listed }
}

it('finds what this PC signs valid, as it comes back from the store and from the wire', async () => {
  const { key, keys } = await clinician()
  setSigner({ phase: 'ready', key })
  const visit = (await signElectronically(plainVisit()))!
  const check = createSignatureCheck()
  expect(await check(visit, keys)).toBe('valid')
  expect(await check(JSON.parse(JSON.stringify(visit)), keys)).toBe('valid')
  expect(await check(visit, { keys: [] })).toBe('unknown-key')
  expect(await check(visit, undefined)).toBe('unknown-key')
})

it('finds a changed document, also when the one it took the place of was found valid', async () => {
  const { key, keys } = await clinician()
  const visit = await withSignature(plainVisit(), providerOf(key))
  const check = createSignatureCheck()
  const altered = { ...visit, complaints: 'Нет' }
  expect(await check(visit, keys)).toBe('valid')
  expect(await check(altered, keys)).toBe('altered')
  expect(await check(visit, keys)).toBe('valid')
  const { electronic } = visit.signature!
  for (const value of ['', 'no base64!', electronic!.value.slice(4), btoa('x'.repeat(64))])
    expect(
      await check(
        { ...visit, signature: { ...visit.signature!, electronic: { ...electronic!, value } } },
        keys,
      ),
    ).toBe('altered')
})

it('says that it cannot check where the engine knows no Ed25519, and never that a document was altered', async () => {
  const { key, keys } = await clinician()
  const visit = await withSignature(plainVisit(), providerOf(key))
  const older = { importKey: () => Promise.reject(new DOMException('', 'NotSupportedError')) } as never
  expect(await createSignatureCheck(older)(visit, keys)).toBe('not-checked')
})

it('signs for nobody but the person at the screen', async () => {
  const { key } = await clinician()
  setSigner({ phase: 'ready', key: { ...key, practitionerId: 'practitioner:other' } })
  expect((await signElectronically(plainVisit()))?.signature?.electronic).toBeUndefined()
  setSigner({ phase: 'unsupported' })
  expect((await signElectronically(plainVisit()))?.signature?.electronic).toBeUndefined()
})

it("asks for the state's provider and makes nothing that looks like its signature", async () => {
  await expect(withSignature(plainVisit(), stateProvider)).rejects.toMatchObject({
    code: 'signature.needs-state-provider',
  })
})
