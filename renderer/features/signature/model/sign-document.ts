import type { Prescription } from '#shared/domain/prescription/prescription.schema.ts'
import { signedText } from '#shared/domain/signature/signed-text.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import { assert } from '#shared/kit/assert.ts'
import { providerOf } from './clinician-key.ts'
import type { SignatureProvider } from './signature-provider.ts'
import { askedSigner } from './signer-store.ts'

/** The signed document with the provider's signature over it. */
export async function withSignature<T extends Visit | Prescription>(
  document: T,
  { alg, keyId, valueFor }: SignatureProvider,
): Promise<T> {
  const { signature } = document
  assert(signature, 'only what a person has signed gets an electronic signature')
  const signing = { ...document, signature: { ...signature, electronic: { alg, keyId, value: '' } } }
  const text = signedText(signing)
  assert(text !== undefined, 'visits and prescriptions are signed, nothing else')
  return { ...document, signature: { ...signature, electronic: { alg, keyId, value: await valueFor(text) } } }
}

/**
 * The document with the signature of the person at the screen. Without a key (an engine that knows no Ed25519) it stays
 * as it is and says that it has no electronic signature. Undefined when the person gave it up: nothing may be saved.
 */
export async function signElectronically<T extends Visit | Prescription>(
  document: T,
): Promise<T | undefined> {
  const key = await askedSigner()
  if (key === 'given-up') return undefined
  return key && key.practitionerId === document.signature?.practitionerId
    ? withSignature(document, providerOf(key))
    : document
}
