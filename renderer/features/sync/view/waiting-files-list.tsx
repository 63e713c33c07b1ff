import { Box, Link, Typography } from '@mui/material'
import { Link as RouterLink } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { fullName } from '#shared/domain/patient/full-name.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { formatRecent } from '../../../ui/format.ts'
import { useNow } from '../model/use-sync-status.ts'
import { groupsOf, isStuck, type WaitingFileRow, type WaitingGroup } from '../model/use-waiting-files.ts'

/** So many lines. */
const listed = 50

/** Files that the server does not have yet: whose, how far each is, and what to do. */
export function WaitingFilesList(props: { files: readonly WaitingFileRow[]; onLeave: () => void }) {
  const { t } = useTranslation('sync')
  const { files } = props
  const groups = groupsOf(files)
  return (
    <>
      <Box
        component="ul"
        aria-label={t('details.files')}
        sx={{ m: 0, pl: 2.5, maxHeight: 160, overflowY: 'auto' }}
      >
        {groups.slice(0, listed).map((group) => (
          <WaitingLine key={group.key} group={group} onLeave={props.onLeave} />
        ))}
        {groups.length > listed && (
          <li>
            {t('details.moreFiles', {
              count: groups.slice(listed).reduce((sum, { count }) => sum + count, 0),
            })}
          </li>
        )}
      </Box>
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        {t(files.some(isStuck) ? 'details.filesStuck' : 'details.filesText')}
      </Typography>
    </>
  )
}

function WaitingLine({ group, onLeave }: { group: WaitingGroup; onLeave: () => void }) {
  const { t } = useTranslation('sync')
  const { data } = useWorkplace()
  const nowMs = useNow()
  const { patientId, kind, count, percent, since } = group
  const patient = useLive(
    useMemo(() => (patientId ? data.patients.watch(patientId) : undefined), [data, patientId]),
  )
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
      {t(`files.${kind}`, { count, percent })}{' '}
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        {formatRecent(Date.parse(since), nowMs)}
      </Typography>
    </li>
  )
}
