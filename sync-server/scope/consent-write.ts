import type { Role } from '#shared/domain/common/envelope.ts'
import { consentUpdateProblem } from '#shared/domain/consent/consent.immutable.ts'
import { mayRecordLegalGround } from '#shared/domain/consent/restriction.commands.ts'
import type { Staff } from '../accounts/account.ts'
import { problems, type WriteProblem } from './problems.ts'

type Fields = Record<string, unknown>

/**
 * Why a card is refused for its consents: what was said is evidence, and only a head doctor or an administrator, as the
 * server knows them, puts the law above a refusal.
 */
export function consentWriteProblem(
  staff: Staff,
  document: Fields,
  live: Fields | undefined,
  roleInClinic: (practitionerId: string) => Role | undefined,
): WriteProblem | undefined {
  if (document.type !== 'patient') return undefined
  if (live && consentUpdateProblem(live, document)) return problems.consentImmutable
  const known = new Set(groundsOf(live ?? {}).map(({ id }) => id))
  for (const { id, recordedBy } of groundsOf(document)) {
    if (known.has(id)) continue
    const role = roleInClinic(recordedBy.id) ?? (staff.role === 'admin' ? 'admin' : undefined)
    if (role === undefined || !mayRecordLegalGround(role)) return problems.groundRole
  }
  return undefined
}

const groundsOf = ({ legalGrounds }: Fields): { id: string; recordedBy: { id: string } }[] =>
  Array.isArray(legalGrounds) ? legalGrounds : []
