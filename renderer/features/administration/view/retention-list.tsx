import { Box, Button, Stack, Typography } from '@mui/material'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { RetentionReport } from '#shared/contract/retention.ts'
import { useHost } from '../../../host/host-context.tsx'
import { useLanguage } from '../../../i18n/index.ts'
import { Banner } from '../../../ui/banner.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { formatMoment } from '../../../ui/format.ts'
import { PrintButtons } from '../../../ui/print/print-buttons.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import { type RetentionLine, retentionLines } from '../model/retention-lines.ts'
import { retentionCsv, retentionPaper } from '../model/retention-papers.ts'
import { type RetentionColumn, retentionColumns, retentionWords } from '../model/retention-words.ts'

const widths: Record<RetentionColumn, string> = {
  what: 'minmax(180px, 3fr)',
  whose: 'minmax(220px, 2fr)',
  lastEntry: '200px',
  years: '88px',
  source: '150px',
  pastSince: '140px',
  documents: '104px',
  restricted: '110px',
}
const sorting: Partial<Record<RetentionColumn, (line: RetentionLine) => string | number | undefined>> = {
  whose: ({ patient }) => patient?.name,
  lastEntry: ({ lastEntryOn }) => lastEntryOn,
  pastSince: ({ pastSince }) => pastSince,
  documents: ({ documents }) => documents,
}

/** The list with what it means, as a table for Excel and on paper. */
export function RetentionList(props: {
  report: RetentionReport
  organization: string
  onAgain: () => void
  onOpen?: (patientId: string) => void
}) {
  const { t } = useTranslation('retention')
  const language = useLanguage()
  const host = useHost()
  const { report, organization, onOpen } = props
  const lines = useMemo(() => retentionLines(report, language), [report, language])
  const columns = useMemo(
    () =>
      retentionColumns.map((id): Column<RetentionLine> => {
        const sortBy = sorting[id]
        return {
          id,
          header: t(`columns.${id}`),
          width: widths[id],
          cell: (line) => (
            <span title={String(retentionWords(line, t)[id])}>{retentionWords(line, t)[id]}</span>
          ),
          ...(sortBy && { sortBy }),
          ...((id === 'documents' || id === 'years') && { align: 'right' as const }),
        }
      }),
    [t],
  )
  async function save() {
    const outcome = await host.saveFile({
      suggestedName: `retention-${report.madeAt.slice(0, 10)}.csv`,
      mediaType: 'text/csv',
      bytes: retentionCsv(lines, t),
    })
    if (outcome === 'saved') showToast(t('csvSaved'))
    if (outcome === 'failed') showToast(t('csvFailed'))
  }
  return (
    <Stack spacing={1} sx={{ flex: 1, minHeight: 0 }}>
      <Banner severity="info" title={t('nothingDeleted')}>
        {t('personDecides')}
      </Banner>
      <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
        <Typography variant="body2" sx={{ color: 'text.secondary', flex: 1 }}>
          {t('madeAt', { time: formatMoment(report.madeAt) })}
        </Typography>
        <Button onClick={props.onAgain}>{t('again')}</Button>
        <Button disabled={lines.length === 0} onClick={() => void save()}>
          {t('csv')}
        </Button>
        <PrintButtons
          make={() => retentionPaper(lines, { organization, madeAt: report.madeAt }, t)}
          main={lines.length > 0}
        />
      </Stack>
      <Box sx={{ flex: 1, minHeight: 200, border: 1, borderColor: 'divider' }}>
        <DataTable
          label={t('title')}
          rows={lines}
          columns={columns}
          keyOf={({ key }) => key}
          {...(onOpen && {
            onOpen: ({ patient }: RetentionLine) => patient && onOpen(patient.id),
          })}
          empty={<EmptyState title={t('empty')} text={t('emptyText')} />}
        />
      </Box>
    </Stack>
  )
}
