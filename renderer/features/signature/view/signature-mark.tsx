import GppBad from '@mui/icons-material/GppBadOutlined'
import VerifiedUser from '@mui/icons-material/VerifiedUserOutlined'
import { Box } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { alarming, type SignatureStatus } from '#shared/domain/signature/signature-status.ts'
import { Banner } from '../../../ui/banner.tsx'
import { StatusChip } from '../../../ui/status-chip.tsx'

/**
 * What is to be said of a signature, in the facts of a page or in a row. In a row only what must not be overlooked is
 * said; a page says everything else quietly, and an alarm above the document.
 */
export function SignatureMark({ status, inRow }: { status: SignatureStatus | undefined; inRow?: boolean }) {
  const { t } = useTranslation('signature')
  if (!status) return null
  const label = t(`short.${status}`)
  if (inRow)
    return alarming.has(status) ? (
      <StatusChip tone="danger" icon={<GppBad />} label={t('inRow')} title={label} />
    ) : null
  if (alarming.has(status)) return null
  if (status === 'valid')
    return (
      <Box
        component="span"
        title={t('why.valid')}
        data-testid="signature"
        sx={{ color: 'text.secondary', display: 'inline-flex', alignItems: 'center', gap: 0.5 }}
      >
        <VerifiedUser sx={{ fontSize: 16 }} aria-hidden />
        {label}
      </Box>
    )
  return (
    <Box
      component="span"
      title={t(`why.${status}`)}
      data-testid="signature"
      sx={{ color: status === 'none' ? 'text.secondary' : 'warning.dark' }}
    >
      {label}
    </Box>
  )
}

/** Above a document that must not be believed: why, and what to do. Nothing otherwise. */
export function SignatureAlarm({ status }: { status: SignatureStatus | undefined }) {
  const { t } = useTranslation('signature')
  if (!status || !alarming.has(status)) return null
  return (
    <Box sx={{ mb: 1 }}>
      <Banner severity="danger" title={t(`short.${status}`)}>
        {t(`why.${status}`)}
      </Banner>
    </Box>
  )
}
