import type { AdministrativeAct } from '#shared/contract/administration.ts'
import type { Account } from '../accounts/account.ts'

type Changes = NonNullable<AdministrativeAct['changes']>

/** What of an account a log must tell; its password is not among it. */
const shown = (account: Account): Record<string, string> => ({
  name: account.practitioner.name,
  role: account.role,
  position: account.practitioner.position,
  clinicId: account.clinicId,
  facilityId: account.facilityId,
  villages: (account.villages ?? []).join(', '),
  patientId: account.patientId ?? '',
  clinics: (account.clinics ?? []).join(', '),
})

/** What became different between two states of an account. */
export function accountChanges(before: Account, after: Account): Changes {
  const from = shown(before)
  return Object.entries(shown(after)).flatMap(([field, to]) =>
    from[field] === to ? [] : [{ field, from: from[field] ?? '', to }],
  )
}
