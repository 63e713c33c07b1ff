import { Box, Link, Typography } from '@mui/material'
import { Link as RouterLink } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { fullName } from '#shared/domain/patient/full-name.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { formatRecent } from '../../../ui/format.ts'
import { useNow } from '../model/use-sync-status.ts'
import { isStuck, type WaitingFileRow } from '../model/use-waiting-files.ts'

/** So many are listed. */
const listed = 50

/** Files that the server does not have yet: whose, how far each is, and what to do. */
export function WaitingFilesList(props: { files: readonly WaitingFileRow[]; onLeave: () => void }) {
  const { t } = useTranslation('sync')
  const { files } = props
  return (
    <>
      <Box
        component="ul"
        aria-label={t('details.files')}
        sx={{ m: 0, pl: 2.5, maxHeight: 160, overflowY: 'auto' }}
      >
        {files.slice(0, listed).map((file) => (
          <WaitingFileLine key={file.fileId} file={file} onLeave={props.onLeave} />
        ))}
        {files.length > listed && <li>{t('details.moreFiles', { count: files.length - listed })}</li>}
      </Box>
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        {t(files.some(isStuck) ? 'details.filesStuck' : 'details.filesText')}
      </Typography>
    </>
  )
}

function WaitingFileLine({ file, onLeave }: { file: WaitingFileRow; onLeave: () => void }) {
  const { t } = useTranslation('sync')
  const { data } = useWorkplace()
  const nowMs = useNow()
  const { patientId, sent, total, since, refused, lost } = file
  const patient = useLive(
    useMemo(() => (patientId ? data.patients.watch(patientId) : undefined), [data, patientId]),
  )
  const how =
    refused !== undefined
      ? t('files.refused')
      : lost
        ? t('files.lost')
        : sent > 0
          ? t('files.sending', { percent: Math.floor((sent / total) * 100) })
          : t('files.waits')
  return (
    <li>
      {patient ? (
        <Link component={RouterLink} to={`/patients/${patient.id}`} onClick={onLeave}>
          {fullName(patient.name)}
        </Link>
      ) : (
        t('files.ofPatient')
      )}
      {': '}
      {how}{' '}
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        {formatRecent(Date.parse(since), nowMs)}
      </Typography>
    </li>
  )
}
