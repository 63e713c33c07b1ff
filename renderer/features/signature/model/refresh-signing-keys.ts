import { signingKeyId } from '#shared/contract/signing-keys.ts'
import type { Workplace } from '../../../data/workplace-context.tsx'
import { type ClinicianKey, offerOf } from './clinician-key.ts'
import { createSigningKeysServer } from './signing-keys-server.ts'

/**
 * Brings the clinic's list to this PC and puts the signer's own key on it, where it is missing. Does nothing without a
 * link: what is kept stays.
 */
export async function refreshSigningKeys(
  { data, profile, stationId }: Workplace,
  signer: ClinicianKey | undefined,
  request?: typeof fetch,
): Promise<void> {
  const server = createSigningKeysServer(profile.clinicId, profile.user, request)
  const listed = await server.list()
  if (!listed) return
  const isNew =
    signer?.practitionerId === profile.practitioner.id &&
    !listed.keys.some(({ keyId }) => keyId === signingKeyId(signer.publicKey))
  const offered = isNew ? await server.offer(await offerOf(signer, profile.clinicId, stationId)) : undefined
  const keys = offered ? { ...listed, keys: [...listed.keys, offered] } : listed
  await data.signingKeys.keep(keys).catch(() => {
    // A full disk: the screens that must say so do; the next contact brings the list again.
  })
}
