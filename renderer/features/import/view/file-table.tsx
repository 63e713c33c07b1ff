import { Chip, Link, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { formatPartialDate } from '#shared/kit/partial-date.ts'
import type { FileSummary } from '../model/prepare-file.ts'
import type { FileRow } from '../model/use-import.ts'
import { useDocumentCounts } from './document-counts.ts'
import { FailureText } from './failure-text.tsx'
import { FileRemarks } from './file-remarks.tsx'

const cardLink = (patientId: string) => `#/patients/${encodeURIComponent(patientId)}`

/** One row a file: whose, what comes, what stands in the way. */
export function FileTable({ rows }: { rows: readonly FileRow[] }) {
  const { t } = useTranslation('import')
  return (
    <Table size="small">
      <TableHead>
        <TableRow>
          <TableCell>{t('files.file')}</TableCell>
          <TableCell>{t('files.patient')}</TableCell>
          <TableCell>{t('files.comes')}</TableCell>
          <TableCell>{t('files.state')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows keep their places, and two files may have one name.
          <FileLine key={index} row={row} />
        ))}
      </TableBody>
    </Table>
  )
}

/** Drawn anew only when its own file moves on: a thousand files must not slow the progress bar. */
const FileLine = memo(function FileLine({ row }: { row: FileRow }) {
  return (
    <TableRow sx={{ verticalAlign: 'top' }}>
      <TableCell sx={{ maxWidth: 220, overflowWrap: 'anywhere' }}>{row.file.name}</TableCell>
      {row.summary ? (
        <SummaryCells summary={row.summary} imported={row.state === 'done'} />
      ) : (
        <TableCell colSpan={2}>{row.failure && <FailureText failure={row.failure} />}</TableCell>
      )}
      <TableCell>
        <StateChip row={row} />
      </TableCell>
    </TableRow>
  )
})

function SummaryCells({ summary, imported }: { summary: FileSummary; imported: boolean }) {
  const { t } = useTranslation('import')
  const counts = useDocumentCounts()
  const comes = counts(summary.created)
  const changes = counts(summary.updated)
  return (
    <>
      <TableCell>
        {summary.known || imported ? (
          <Link href={cardLink(summary.patientId)}>{summary.name}</Link>
        ) : (
          summary.name
        )}
        <Typography variant="caption" component="div">
          {formatPartialDate(summary.birthDate)}
        </Typography>
        {summary.duplicates.map((duplicate) => (
          <Typography key={duplicate.patientId} variant="caption" component="div" color="warning.main">
            {t(`duplicate.${duplicate.why}`)}{' '}
            <Link href={cardLink(duplicate.patientId)}>{duplicate.name}</Link>
          </Typography>
        ))}
      </TableCell>
      <TableCell>
        {comes && <div>{imported ? comes : t('files.new', { counts: comes })}</div>}
        {changes && <div>{t('files.changed', { counts: changes })}</div>}
        {summary.unchanged > 0 && (
          <Typography variant="caption" component="div">
            {t('files.unchanged', { count: summary.unchanged })}
          </Typography>
        )}
        <FileRemarks summary={summary} />
      </TableCell>
    </>
  )
}

function StateChip({ row }: { row: FileRow }) {
  const { t } = useTranslation('import')
  const nothingNew =
    row.summary &&
    Object.keys(row.summary.created).length === 0 &&
    Object.keys(row.summary.updated).length === 0
  if (row.state === 'waiting') return <Chip size="small" variant="outlined" label={t('state.waiting')} />
  if (row.state === 'failed' || row.state === 'unsaved')
    return <Chip size="small" color="error" label={t(`state.${row.state}`)} />
  if (nothingNew) return <Chip size="small" variant="outlined" label={t('state.nothingNew')} />
  if (row.state === 'done') return <Chip size="small" color="success" label={t('state.done')} />
  return <Chip size="small" color="primary" label={t(row.summary?.known ? 'state.update' : 'state.new')} />
}
