import { Button } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { Banner } from '../../../ui/banner.tsx'
import { formatMoment } from '../../../ui/format.ts'
import type { Keeping } from '../model/use-kept-form.ts'

/** Says that the form holds what was typed earlier, with the way to begin anew; and when the disk takes nothing. */
export function RestoredLine({ keeping }: { keeping: Keeping }) {
  const { t } = useTranslation('kept')
  if (keeping.saving.kind === 'failed') return <Banner severity="danger">{t('state.failed')}</Banner>
  if (keeping.restoredAtMs === undefined) return null
  return (
    <Banner
      severity="info"
      title={t('restored', { when: formatMoment(keeping.restoredAtMs) })}
      action={
        <Button color="inherit" onClick={() => void keeping.giveUp()}>
          {t('discard')}
        </Button>
      }
    />
  )
}
