import { Chip, Stack, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { useServerStatus } from '../model/use-server-status.ts'

/** Whether the server answers, in words; at a demonstration clinic its accounts, one click each. */
export function ServerLine(props: {
  busy: boolean
  onAccount: (account: { user: string; password: string }) => void
}) {
  const { t } = useTranslation('session')
  const status = useServerStatus()
  const accounts = status?.ok ? (status.value.demonstration?.accounts ?? []) : []
  return (
    <Stack spacing={1}>
      <Typography variant="caption" role="status" sx={{ color: 'text.secondary' }}>
        {status === undefined ? t('server.asking') : status.ok ? t('server.answers') : t('server.silent')}
      </Typography>
      {accounts.length > 0 && (
        <>
          <Typography variant="caption" component="h2" sx={{ fontWeight: 600 }}>
            {t('demonstration')}
          </Typography>
          <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1 }}>
            {accounts.map((account) => (
              <Chip
                key={account.user}
                variant="outlined"
                color="primary"
                disabled={props.busy}
                label={`${account.title} (${account.user})`}
                onClick={() => props.onAccount(account)}
              />
            ))}
          </Stack>
        </>
      )}
    </Stack>
  )
}
