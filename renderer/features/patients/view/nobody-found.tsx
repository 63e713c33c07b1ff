import { Button, Stack } from '@mui/material'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { mayImport } from '#shared/domain/access/index.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useSyncStatus } from '../../sync/index.ts'

/** A clinic without patients yet: what to do first; while the first ones arrive, only to wait. */
export function NoPatientsYet({ onRegister }: { onRegister: (() => void) | undefined }) {
  const { t } = useTranslation('patients')
  const phase = useSyncStatus()?.phase
  const { role } = useWorkplace().profile.practitioner
  if (phase === 'starting' || phase === 'first-sync')
    return <EmptyState title={t('empty.loading')} text={t('empty.loadingText')} />
  return (
    <EmptyState
      title={t('empty.none')}
      {...(onRegister ? { text: t('empty.noneText') } : {})}
      action={
        <Stack direction="row" spacing={1}>
          {onRegister && (
            <Button variant="contained" onClick={onRegister}>
              {t('list.register')}
            </Button>
          )}
          {mayImport(role) && (
            <Button component={Link} to="/import">
              {t('empty.import')}
            </Button>
          )}
        </Stack>
      }
    />
  )
}

/** Nobody fits: what was looked for, and what may help. */
export function NobodyFound(props: {
  query: string
  filtered: boolean
  onClearFilters(): void
  /** Left out where the role registers nobody. */
  onRegister: (() => void) | undefined
}) {
  const { t } = useTranslation('patients')
  const text = props.filtered ? t('empty.filteredText') : t('empty.notFoundText')
  return (
    <EmptyState
      title={props.query ? t('empty.notFound', { query: props.query }) : t('empty.filtered')}
      text={text}
      action={
        <Stack direction="row" spacing={1}>
          {props.filtered && (
            <Button variant="outlined" onClick={props.onClearFilters}>
              {t('empty.clearFilters')}
            </Button>
          )}
          {props.onRegister && (
            <Button variant="contained" onClick={props.onRegister}>
              {t('list.register')}
            </Button>
          )}
        </Stack>
      }
    />
  )
}
