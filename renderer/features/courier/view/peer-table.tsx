import { Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CourierPeer } from '../../../data/controls/courier-control.ts'
import { fingerprintOf } from '../../../data/courier/courier-keys.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { formatMoment } from '../../../ui/format.ts'
import { Section } from '../../../ui/section.tsx'

/** The computers that files came from, and where the exchange with each stands. */
export function PeerTable({ peers }: { peers: readonly CourierPeer[] }) {
  const { t } = useTranslation('courier')
  if (peers.length === 0)
    return (
      <Section title={t('peers.title')}>
        <EmptyState title={t('peers.none.title')} text={t('peers.none.text')} />
      </Section>
    )
  return (
    <Section title={t('peers.title')} flush>
      <Table size="small">
        <TableHead>
          <TableRow>
            <TableCell>{t('peers.name')}</TableCell>
            <TableCell>{t('peers.readAt')}</TableCell>
            <TableCell>{t('peers.writtenAt')}</TableCell>
            <TableCell>{t('peers.confirmedAt')}</TableCell>
            <TableCell>{t('peers.fingerprint')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {peers.map((peer) => (
            <PeerRow key={peer.station} peer={peer} />
          ))}
        </TableBody>
      </Table>
    </Section>
  )
}

function PeerRow({ peer }: { peer: CourierPeer }) {
  const { t } = useTranslation('courier')
  const [fingerprint, setFingerprint] = useState('')
  useEffect(() => {
    fingerprintOf(peer.publicKey).then(setFingerprint, () => setFingerprint(''))
  }, [peer.publicKey])
  const moment = (value: string | undefined) => (value === undefined ? '—' : formatMoment(value))
  return (
    <TableRow>
      <TableCell sx={{ fontWeight: 600 }}>{peer.name}</TableCell>
      <TableCell>{moment(peer.readAt)}</TableCell>
      <TableCell>{moment(peer.writtenAt)}</TableCell>
      <TableCell>
        {peer.writtenAt !== undefined && peer.confirmedAt === undefined
          ? t('peers.waiting')
          : moment(peer.confirmedAt)}
      </TableCell>
      <TableCell sx={{ fontVariantNumeric: 'tabular-nums', color: 'text.secondary' }}>
        {fingerprint}
      </TableCell>
    </TableRow>
  )
}
