import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ManagedAccount } from '#shared/contract/administration.ts'
import { formatMoment } from '../../../ui/format.ts'
import type { Column } from '../../../ui/table/column.ts'
import { AccountStateChip } from '../view/account-state-chip.tsx'
import { accountState } from './account-state.ts'

const unitOf = (account: ManagedAccount): string =>
  account.facilities.find(({ id }) => id === account.facilityId)?.name ?? ''

/** The columns of the list of people. */
export function useStaffColumns(nowMs: number): Column<ManagedAccount>[] {
  const { t } = useTranslation('administration')
  const { t: common } = useTranslation()
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('account.name'),
        width: 'minmax(190px, 2fr)',
        cell: ({ practitioner }) => practitioner.name,
        sortBy: ({ practitioner }) => practitioner.name,
      },
      {
        id: 'login',
        header: t('account.login'),
        width: 'minmax(140px, 1fr)',
        cell: ({ user }) => user,
        sortBy: ({ user }) => user,
      },
      {
        id: 'role',
        header: t('account.role'),
        width: '130px',
        cell: ({ practitioner }) => common(`roles.${practitioner.role}`),
        sortBy: ({ practitioner }) => common(`roles.${practitioner.role}`),
      },
      {
        id: 'position',
        header: t('account.position'),
        width: 'minmax(120px, 1.2fr)',
        cell: ({ practitioner }) => practitioner.position,
        sortBy: ({ practitioner }) => practitioner.position || undefined,
      },
      {
        id: 'unit',
        header: t('account.unit'),
        width: 'minmax(130px, 1.4fr)',
        cell: unitOf,
        sortBy: (account) => unitOf(account) || undefined,
      },
      {
        id: 'lastSignIn',
        header: t('account.lastSignIn'),
        width: '160px',
        cell: ({ lastSignInAt }) => (lastSignInAt ? formatMoment(lastSignInAt) : t('never')),
        sortBy: ({ lastSignInAt }) => (lastSignInAt ? Date.parse(lastSignInAt) : undefined),
      },
      {
        id: 'state',
        header: t('account.state'),
        width: '190px',
        cell: (account) => <AccountStateChip account={account} nowMs={nowMs} />,
        sortBy: (account) => accountState(account, nowMs),
      },
    ],
    [t, common, nowMs],
  )
}
