import { Button, Stack } from '@mui/material'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useSyncStatus } from '../../sync/index.ts'

/** A clinic without patients yet: what to do first; while the first ones arrive, only to wait. */
export function NoPatientsYet({ onRegister }: { onRegister(): void }) {
  const { t } = useTranslation('patients')
  const phase = useSyncStatus()?.phase
  if (phase === 'starting' || phase === 'first-sync')
    return <EmptyState title={t('empty.loading')} text={t('empty.loadingText')} />
  return (
    <EmptyState
      title={t('empty.none')}
      text={t('empty.noneText')}
      action={
        <Stack direction="row" spacing={1}>
          <Button variant="contained" onClick={onRegister}>
            {t('list.register')}
          </Button>
          <Button component={Link} to="/import">
            {t('empty.import')}
          </Button>
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
  onRegister(): void
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
          <Button variant="contained" onClick={props.onRegister}>
            {t('list.register')}
          </Button>
        </Stack>
      }
    />
  )
}
