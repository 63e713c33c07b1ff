import { useTranslation } from 'react-i18next'
import type { ManagedAccount } from '#shared/contract/administration.ts'
import { formatMoment } from '../../../ui/format.ts'
import { KeyValueList } from '../../../ui/key-value-list.tsx'
import { AccountStateChip } from './account-state-chip.tsx'

/** How an account stands at the server: its login, when it was last signed in with, what keeps its person out. */
export function AccountFacts({ account, nowMs }: { account: ManagedAccount; nowMs: number }) {
  const { t } = useTranslation('administration')
  const { user, lastSignInAt, failures, lockedUntil } = account
  return (
    <KeyValueList
      items={[
        { label: t('account.login'), value: user },
        { label: t('account.state'), value: <AccountStateChip account={account} nowMs={nowMs} /> },
        { label: t('account.lastSignIn'), value: lastSignInAt ? formatMoment(lastSignInAt) : t('never') },
        { label: t('account.failures'), value: failures > 0 ? failures : undefined },
        { label: t('account.lockedUntil'), value: lockedUntil && formatMoment(lockedUntil) },
      ]}
    />
  )
}
