import { Button, LinearProgress, Stack, Typography } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mayImport } from '#shared/domain/access/index.ts'
import { loincNotice } from '#shared/reference/vitals-loinc.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { Banner } from '../../../ui/banner.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { Section } from '../../../ui/section.tsx'
import { type ImportState, useImport } from '../model/use-import.ts'
import { DropZone } from './drop-zone.tsx'
import { FileTable } from './file-table.tsx'
import { LeftOutTable } from './left-out-table.tsx'

/** Brings patients of another system in as FHIR R4 Bundles: choose, look at what would come, import. */
export function ImportPage() {
  const { t } = useTranslation('import')
  const { data, profile } = useWorkplace()
  const sync = useLive(data.sync.status)
  const { state, check, start, cancel, reset } = useImport()
  const [failed, setFailed] = useState(false)
  const guarded = (work: Promise<void>) => {
    setFailed(false)
    work.catch(() => setFailed(true))
  }
  if (!mayImport(profile.practitioner.role))
    return (
      <>
        <PageHeader title={t('title')} />
        <Banner severity="info" title={t('notAllowed.title')}>
          {t('notAllowed.text')}
        </Banner>
      </>
    )
  const working = state.phase === 'checking' || state.phase === 'importing'
  const ready = state.rows.filter((row) => row.state === 'ready')
  return (
    <Stack spacing={1}>
      <PageHeader
        title={t('title')}
        actions={
          <>
            {state.phase !== 'choose' && !working && <Button onClick={reset}>{t('actions.again')}</Button>}
            {working && <Button onClick={cancel}>{t('actions.cancel')}</Button>}
            {state.phase === 'checked' && (
              <Button
                variant="contained"
                autoFocus
                disabled={ready.length === 0}
                onClick={() => guarded(start())}
              >
                {t('actions.start', { count: ready.length })}
              </Button>
            )}
          </>
        }
      />
      {sync?.phase === 'first-sync' && !working && (
        <Banner severity="warning" title={t('firstSync.title')}>
          {t('firstSync.text')}
        </Banner>
      )}
      {state.phase === 'choose' && <DropZone onFiles={(files) => guarded(check(files))} />}
      {working && <Progress state={state} />}
      {failed && (
        <Banner severity="danger" title={t('stopped.failed')}>
          {t('stopped.failedText')}
        </Banner>
      )}
      {!working && state.phase !== 'choose' && !failed && <Verdict state={state} />}
      {state.rows.length > 0 && (
        <Section title={t('files.title')} flush>
          <FileTable rows={state.rows} />
        </Section>
      )}
      {!working && state.rows.some((row) => row.summary) && (
        <Section title={t('leftOut.title')}>
          <LeftOutTable rows={state.rows} />
        </Section>
      )}
      <Typography variant="caption" lang="en" sx={{ color: 'text.secondary' }}>
        {loincNotice}
      </Typography>
    </Stack>
  )
}

function Progress({ state }: { state: ImportState }) {
  const { t } = useTranslation('import')
  const percent = state.totalBytes === 0 ? 0 : (100 * state.doneBytes) / state.totalBytes
  return (
    <Stack spacing={0.5} role="status">
      <Typography variant="body2">
        {t(state.phase === 'importing' ? 'progress.importing' : 'progress.checking', {
          done: state.doneFiles,
          total: state.rows.length,
        })}
      </Typography>
      <LinearProgress variant="determinate" value={percent} aria-label={t('progress.label')} />
    </Stack>
  )
}

function Verdict({ state }: { state: ImportState }) {
  const { t } = useTranslation('import')
  const done = state.rows.filter((row) => row.state === 'done').length
  const bad = state.rows.filter((row) => row.state === 'failed').length
  if (state.phase === 'stopped')
    return (
      <Banner severity="warning" title={t('stopped.title', { done, total: state.rows.length })}>
        {t('stopped.text')}
      </Banner>
    )
  if (state.phase === 'finished')
    return (
      <Banner severity="success" title={t('finished.title', { count: done })}>
        {t('finished.text')}
      </Banner>
    )
  return (
    <Banner
      severity={bad > 0 ? 'warning' : 'info'}
      title={t('checked.title', { count: state.rows.length - bad, total: state.rows.length })}
    >
      {bad > 0 ? t('checked.bad', { count: bad }) : t('checked.text')}
    </Banner>
  )
}
