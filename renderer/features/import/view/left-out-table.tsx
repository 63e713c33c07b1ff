import { Box, Table, TableBody, TableCell, TableRow, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { LeftOutReason } from '#shared/fhir/outcome.ts'
import type { FileRow } from '../model/use-import.ts'

interface Line {
  resourceType: string
  reason: LeftOutReason
  count: number
}

function linesOf(rows: readonly FileRow[]): Line[] {
  const lines = new Map<string, Line>()
  for (const { resourceType, leftOut } of rows.flatMap(({ summary }) => summary?.types ?? []))
    for (const [reason, count] of Object.entries(leftOut) as [LeftOutReason, number][]) {
      const key = `${resourceType} ${reason}`
      lines.set(key, { resourceType, reason, count: (lines.get(key)?.count ?? 0) + count })
    }
  return [...lines.values()].sort((a, b) => b.count - a.count)
}

function fieldsOf(rows: readonly FileRow[]): [string, number][] {
  const fields = new Map<string, number>()
  for (const { summary } of rows)
    for (const [field, count] of Object.entries(summary?.unmappedFields ?? {}))
      fields.set(field, (fields.get(field) ?? 0) + count)
  return [...fields].sort(([a], [b]) => (a < b ? -1 : 1))
}

/** What of all files has no place in the record: counted by type with the reason, never dropped in silence. */
export function LeftOutTable({ rows }: { rows: readonly FileRow[] }) {
  const { t } = useTranslation('import')
  const lines = linesOf(rows)
  const fields = fieldsOf(rows)
  return (
    <>
      {lines.length === 0 && <Typography variant="body2">{t('leftOut.nothing')}</Typography>}
      <Table size="small">
        <TableBody>
          {lines.map(({ resourceType, reason, count }) => (
            <TableRow key={`${resourceType} ${reason}`}>
              <TableCell align="right" sx={{ width: 64 }}>
                {count}
              </TableCell>
              <TableCell sx={{ width: 220 }}>{resourceType}</TableCell>
              <TableCell>{t(`reason.${reason}`)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {fields.length > 0 && (
        <Box component="details" sx={{ mt: 1 }}>
          <Typography component="summary" variant="body2" sx={{ cursor: 'pointer' }}>
            {t('leftOut.fields', { count: fields.length })}
          </Typography>
          {fields.map(([field, count]) => (
            <Typography key={field} variant="caption" component="div">
              <code>{field}</code> × {count}
            </Typography>
          ))}
        </Box>
      )}
    </>
  )
}
