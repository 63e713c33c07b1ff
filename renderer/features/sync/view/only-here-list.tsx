import { Box, Link, Typography } from '@mui/material'
import { Link as RouterLink } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { fullName } from '#shared/domain/patient/full-name.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { formatRecent } from '../../../ui/format.ts'
import { type OnlyHere, useOnlyHere } from '../model/use-only-here.ts'
import { useNow } from '../model/use-sync-status.ts'

/** What the server does not have yet: which records, whose, since when. Each leads to its card. */
export function OnlyHereList({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation('sync')
  const list = useOnlyHere()
  if (!list) return null
  return (
    <Box
      component="ul"
      aria-label={t('details.onlyHere')}
      sx={{ m: 0, pl: 2.5, maxHeight: 220, overflowY: 'auto' }}
    >
      {list.found.map((row) => (
        <OnlyHereRow key={row.document.id} row={row} onLeave={onLeave} />
      ))}
      {list.more > 0 && <li>{t('details.moreOnlyHere', { count: list.more })}</li>}
    </Box>
  )
}

function OnlyHereRow({ row, onLeave }: { row: OnlyHere; onLeave: () => void }) {
  const { t } = useTranslation('sync')
  const { data } = useWorkplace()
  const nowMs = useNow()
  const { document } = row
  const patientId = document.type === 'patient' ? document.id : document.patientId
  const patient = useLive(
    useMemo(
      () => (typeof patientId === 'string' ? data.patients.watch(patientId) : undefined),
      [data, patientId],
    ),
  )
  const word = t(`documents.${document.type}`, {
    ns: 'common',
    defaultValue: t('documents.other', { ns: 'common' }),
  })
  const words = [word, patient && fullName(patient.name)].filter(Boolean).join(': ')
  return (
    <li>
      {patient ? (
        <Link component={RouterLink} to={`/patients/${patient.id}`} onClick={onLeave}>
          {words}
        </Link>
      ) : (
        words
      )}{' '}
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        {formatRecent(row.atMs, nowMs)}
      </Typography>
    </li>
  )
}
