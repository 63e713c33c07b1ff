import type { FastifyRequest } from 'fastify'
import { roleRuleOf } from '#shared/domain/access/index.ts'
import type { Account } from '../accounts/account.ts'

type Administrator = Pick<Account, 'role' | 'clinics'>

/** Whether somebody administers a clinic; what is of none (the empty one) is the server's administrators' alone. */
export function administersClinic({ role, clinics }: Administrator, clinicId: string): boolean {
  if (role === 'admin') return true
  const { administers } = roleRuleOf(role)
  if (administers === 'all-clinics') return clinicId !== ''
  return administers === 'own-clinics' && (clinics ?? []).includes(clinicId)
}

/**
 * Whether somebody may make an account what it is to be: of one of their clinics, of no administrator, and of no patient:
 * whoever makes the password of such a one could read the card.
 */
export function administersAccount(by: Administrator, account: Pick<Account, 'role' | 'clinicId'>): boolean {
  if (by.role === 'admin') return true
  const { administers, ownCardOnly } = roleRuleOf(account.role)
  return administers === undefined && !ownCardOnly && administersClinic(by, account.clinicId)
}

/** Whether the person of this request may see and touch what is of a clinic. */
export const mayAdminister = ({ account }: FastifyRequest, clinicId: string): boolean =>
  account !== null && administersClinic(account, clinicId)
