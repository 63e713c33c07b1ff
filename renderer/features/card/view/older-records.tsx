import { Button, LinearProgress, Stack, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { PatientHistory } from '../../../data/controls/history-control.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { sinceText } from '../model/use-patient-history.ts'

/** Under the visits: since when records are here, and the way to the older ones, which are on the server. */
export function OlderRecords({ patientId, history }: { patientId: string; history: PatientHistory }) {
  const { t } = useTranslation('card')
  const { data } = useWorkplace()
  if (history.kind === 'whole') return null
  const refused = history.kind === 'part' && history.refused
  const mayAsk = history.kind === 'part' || history.kind === 'unseen'
  return (
    <Stack role="status" spacing={0.75} sx={{ px: 1.5, py: 1, alignItems: 'start' }}>
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        {t('older.since', { month: sinceText(history) })}
      </Typography>
      {history.kind === 'wished' && <Typography variant="body2">{t('older.wished')}</Typography>}
      {history.kind === 'unseen' && <Typography variant="body2">{t('older.unseen')}</Typography>}
      {refused && <Typography variant="body2">{t('older.refused')}</Typography>}
      {history.kind === 'coming' && (
        <>
          <Typography variant="body2">{t('older.coming', { count: history.done })}</Typography>
          <LinearProgress aria-label={t('older.coming', { count: history.done })} sx={{ width: 240 }} />
        </>
      )}
      {mayAsk && (
        <Button variant="outlined" size="small" onClick={() => void data.history.bring(patientId)}>
          {t('older.show')}
        </Button>
      )}
    </Stack>
  )
}
