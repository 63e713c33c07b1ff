import { Button, Stack } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { formatMoment } from '../../../ui/format.ts'

/**
 * Stands before the form of a new card while another one is not saved: what was typed of one person must not be taken for
 * a beginning of the next.
 */
export function KeptNewForm(props: {
  about: string
  savedAtMs: number
  onGoOn: () => void
  onDiscard: () => Promise<void>
}) {
  const { t } = useTranslation('kept')
  const what = t('kinds.new-patient')
  const when = formatMoment(props.savedAtMs)
  return (
    <EmptyState
      title={props.about ? t('lineAbout', { what, about: props.about, when }) : t('line', { what, when })}
      action={
        <Stack direction="row" spacing={1}>
          <Button color="error" onClick={() => void props.onDiscard()}>
            {t('discard')}
          </Button>
          <Button variant="contained" autoFocus onClick={props.onGoOn}>
            {t('goOn')}
          </Button>
        </Stack>
      }
    />
  )
}
