import { Box, TextField } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { Banner } from '../../../ui/banner.tsx'

interface AmendmentReasonProps {
  /** The version that is amended. */
  version: number
  value: string | undefined
  error: string | undefined
  onChange(reason: string): void
}

/** Says that a signed visit is being amended, and asks why. */
export function AmendmentReason({ version, value, error, onChange }: AmendmentReasonProps) {
  const { t } = useTranslation('visit')
  return (
    <Box sx={{ mb: 1 }}>
      <Banner severity="info" title={t('amendment.title', { version, next: version + 1 })}>
        <TextField
          label={t('amendment.reason')}
          required
          value={value ?? ''}
          onChange={(event) => onChange(event.target.value)}
          error={error !== undefined}
          helperText={error}
          slotProps={{ htmlInput: { 'data-path': 'amendmentReason', maxLength: 500 } }}
          sx={{ mt: 1, minWidth: 480 }}
        />
      </Banner>
    </Box>
  )
}
