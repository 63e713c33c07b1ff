import { Button, Stack, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { Section } from '../../../ui/section.tsx'
import { showToast } from '../../../ui/toast-store.ts'

/** Since when this PC holds records, and the decision to hold all of them. */
export function HistorySection() {
  const { t } = useTranslation('settings')
  const { t: common } = useTranslation()
  const { data } = useWorkplace()
  const history = useLive(data.history.ofStation)
  if (!history) return null
  const month = history.kind === 'whole' ? '' : history.since.split('-').reverse().join('.')
  async function keepAll() {
    await data.history.keepAll()
    const undo = { label: common('actions.undo'), run: () => void data.history.keepPart() }
    showToast(t('history.kept'), { action: undo })
  }
  return (
    <Section title={t('history.title')}>
      <Stack spacing={1} sx={{ alignItems: 'start' }}>
        <Typography variant="body2" role="status">
          {history.kind === 'coming'
            ? t('history.coming', { count: history.done })
            : t(`history.${history.kind}`, { month })}
        </Typography>
        {history.kind === 'part' && (
          <>
            <Button variant="outlined" onClick={keepAll}>
              {t('history.keep')}
            </Button>
            <Typography variant="caption" sx={{ color: 'text.secondary' }}>
              {t('history.keepText')}
            </Typography>
          </>
        )}
        {history.kind === 'coming' && (
          <Button onClick={() => void data.history.keepPart()}>{t('history.stop')}</Button>
        )}
      </Stack>
    </Section>
  )
}
