import { Box } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { CourierReading } from '../../../data/controls/courier-control.ts'
import { useErrorText } from '../../../i18n/use-error-text.ts'
import { Banner } from '../../../ui/banner.tsx'
import { formatNumber } from '../../../ui/format.ts'
import { ProgressLine } from '../../../ui/progress-line.tsx'
import type { CourierWork } from '../model/use-courier.ts'

/** How far the work is, and what came of it. */
export function WorkResult({ work }: { work: CourierWork }) {
  const { t } = useTranslation('courier')
  const errorText = useErrorText()
  switch (work.kind) {
    case 'none':
      return null
    case 'writing':
      return <ProgressLine label={t('write.progress', { examined: formatNumber(work.examined) })} />
    case 'reading':
      return (
        <Box role="status">
          <ProgressLine label={t('read.progress')} done={Math.round(work.done * 100)} total={100} />
        </Box>
      )
    case 'written':
      return (
        <Banner severity="success" title={t('write.done', { file: work.fileName })}>
          {t('write.doneText', { count: work.documents })}
          {work.files > 0 && ` ${t('write.files', { count: work.files })}`} {t('write.next')}
          {work.filesLeft > 0 && ` ${t('write.filesLeft', { count: work.filesLeft })}`}
        </Banner>
      )
    case 'not-saved':
      return (
        <Banner severity="danger" title={t('write.notSaved')}>
          {t('write.notSavedText')}
        </Banner>
      )
    case 'read':
      return <ReadingBanner reading={work.reading} />
    case 'refused':
      return (
        <Banner
          severity={work.problem === 'already-read' ? 'info' : 'danger'}
          title={t(`problems.${work.problem}.title`)}
        >
          {t(`problems.${work.problem}.text`)}
        </Banner>
      )
    case 'failed': {
      const { title, whatToDo } = errorText(work.code)
      return (
        <Banner severity="danger" title={title}>
          {whatToDo}
        </Banner>
      )
    }
  }
}

function ReadingBanner({ reading }: { reading: CourierReading }) {
  const { t } = useTranslation('courier')
  const { from, taken, files, merged, confirmed, unknown, harmedTrace, problem } = reading
  const counts = [
    t('read.taken', { count: taken }),
    ...(files > 0 ? [t('read.files', { count: files })] : []),
    ...(merged > 0 ? [t('read.merged', { count: merged })] : []),
    ...(confirmed > 0 ? [t('read.confirmed', { count: confirmed })] : []),
  ].join(' ')
  if (problem)
    return (
      <Banner severity="warning" title={t(`problems.${problem}.title`)}>
        {counts} {t('read.partly')}
      </Banner>
    )
  if (unknown > 0)
    return (
      <Banner severity="warning" title={t('read.newer.title', { count: unknown })}>
        {counts} {t('read.newer.text')}
      </Banner>
    )
  if (harmedTrace > 0)
    return (
      <Banner severity="warning" title={t('read.harmedTrace.title', { from })}>
        {counts} {t('read.harmedTrace.text')}
      </Banner>
    )
  return (
    <Banner severity="success" title={t('read.done', { from })}>
      {counts} {t('read.next')}
    </Banner>
  )
}
