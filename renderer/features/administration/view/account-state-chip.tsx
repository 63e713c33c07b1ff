import { useTranslation } from 'react-i18next'
import type { ManagedAccount } from '#shared/contract/administration.ts'
import { formatPartialDate } from '#shared/kit/partial-date.ts'
import { StatusChip } from '../../../ui/status-chip.tsx'
import { accountState } from '../model/account-state.ts'

const tones = {
  dismissed: 'neutral',
  leaving: 'attention',
  locked: 'danger',
  'first-password': 'accent',
  working: 'good',
} as const

/** Where an account stands, in words. */
export function AccountStateChip({ account, nowMs }: { account: ManagedAccount; nowMs: number }) {
  const { t } = useTranslation('administration')
  const state = accountState(account, nowMs)
  const day = account.dismissedOn ? formatPartialDate(account.dismissedOn) : ''
  return <StatusChip tone={tones[state]} label={t(`states.${state}`, { day })} />
}
