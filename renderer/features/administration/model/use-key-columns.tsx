import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type SigningKey, signingKeyFingerprint } from '#shared/contract/signing-keys.ts'
import { formatMoment } from '../../../ui/format.ts'
import type { Column } from '../../../ui/table/column.ts'
import { KeyStateChip } from '../view/key-state-chip.tsx'

/** The columns of the list of signing keys. */
export function useKeyColumns(): Column<SigningKey>[] {
  const { t } = useTranslation('administration')
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('keys.owner'),
        width: 'minmax(200px, 2fr)',
        cell: ({ name }) => name,
        sortBy: ({ name }) => name,
      },
      {
        id: 'fingerprint',
        header: t('keys.fingerprint'),
        width: '230px',
        cell: ({ keyId }) => signingKeyFingerprint(keyId),
      },
      {
        id: 'offeredAt',
        header: t('keys.offeredAt'),
        width: '150px',
        cell: ({ offeredAt }) => formatMoment(offeredAt),
        sortBy: ({ offeredAt }) => Date.parse(offeredAt),
      },
      {
        id: 'registeredAt',
        header: t('keys.registeredAt'),
        width: '150px',
        cell: ({ registeredAt }) => (registeredAt ? formatMoment(registeredAt) : ''),
        sortBy: ({ registeredAt }) => (registeredAt ? Date.parse(registeredAt) : undefined),
      },
      {
        id: 'station',
        header: t('stations.id'),
        width: 'minmax(140px, 1fr)',
        cell: ({ stationId }) => stationId,
        sortBy: ({ stationId }) => stationId,
      },
      {
        id: 'state',
        header: t('account.state'),
        width: '190px',
        cell: ({ state }) => <KeyStateChip state={state} />,
        sortBy: ({ state }) => state,
      },
    ],
    [t],
  )
}
