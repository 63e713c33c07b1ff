import type { SigningKeyDecision, SigningKeys } from '#shared/contract/signing-keys.ts'
import { maySignVisits } from '#shared/domain/access/index.ts'
import type { ClinicDocument } from '#shared/domain/registry.ts'
import { type ClinicianKey, clinicianKey } from './clinician-key.ts'
import { type DemoAccount, demoAccounts, demoClinic } from './demo-clinic.ts'
import { createRandom } from './random.ts'

interface KeyHolder {
  account: DemoAccount
  key: ClinicianKey
}

/** With these keys the people who have an account signed the demonstration's past; the others' records have none. */
export const demoKeys = (seed: number): KeyHolder[] =>
  demoAccounts
    .filter(({ practitioner }) => maySignVisits(practitioner.role))
    .map((account) => ({
      account,
      key: clinicianKey(createRandom(seed, 'signing-key', account.user).bytes(32)),
    }))

/** The document as its clinician signed it; as it is where that is nobody with a key. */
export function signedWith(holders: readonly KeyHolder[], document: ClinicDocument): ClinicDocument {
  if (document.type !== 'visit' && document.type !== 'prescription') return document
  const signer = document.signature?.practitionerId
  const holder = holders.find(({ account }) => account.practitioner.id === signer)
  return holder ? holder.key.signed(document) : document
}

interface SigningServer {
  signingKeys(path: string): Promise<SigningKeys>
  post(path: string, body: unknown, as: DemoAccount): Promise<void>
  put(path: string, body: unknown): Promise<void>
}

/**
 * Brings the keys to the server: offered by their owners, registered, and put out of use at once. Whoever has this
 * program can make them, so they must sign nothing more.
 */
export async function enrolDemoKeys(server: SigningServer, holders: readonly KeyHolder[]): Promise<void> {
  const path = `/api/clinics/${demoClinic.id}/signing-keys`
  const { keys } = await server.signingKeys(path)
  for (const { account, key } of holders) {
    const state = keys.find(({ keyId }) => keyId === key.keyId)?.state
    if (state === 'retired' || state === 'revoked') continue
    await server.post(path, key.offer(demoClinic.id, account.practitioner.id, 'demonstration'), account)
    for (const decision of [{ state: 'registered' }, { state: 'retired' }] satisfies SigningKeyDecision[])
      await server.put(`${path}/${key.keyId}`, decision)
  }
}
