import { CircularProgress, Stack, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'

/** While something opens. Words, because a bare circle says nothing to a screen reader. */
export function LoadingScreen({ text }: { text?: string }) {
  const { t } = useTranslation()
  return (
    <Stack
      role="status"
      spacing={1.5}
      sx={{ alignItems: 'center', justifyContent: 'center', minHeight: 240 }}
    >
      <CircularProgress size={24} aria-hidden />
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        {text ?? t('states.loading')}
      </Typography>
    </Stack>
  )
}
