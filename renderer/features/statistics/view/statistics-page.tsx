import { Box, Stack, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { minskDay } from '#shared/kit/partial-date.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { formatNumber } from '../../../ui/format.ts'
import { KeyValueList } from '../../../ui/key-value-list.tsx'
import { LoadingScreen } from '../../../ui/loading-screen.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { Section } from '../../../ui/section.tsx'
import { useSyncStatus } from '../../sync/index.ts'
import { countByAge } from '../model/age-groups.ts'

const kinds = ['visits', 'prescriptions', 'conditions', 'immunizations'] as const

/** Counts over what this PC has got from the server; nobody can be recognised in them. */
export function StatisticsPage() {
  const { t } = useTranslation('statistics')
  const { data, context } = useWorkplace()
  const patients = useLive(useMemo(() => data.patients.watchAll(), [data]))
  // What a first sync brings later than the people is counted when it is there.
  const phase = useSyncStatus()?.phase
  const history = useLive(data.history.ofStation)
  const since = history && history.kind !== 'whole' ? history.since.split('-').reverse().join('.') : undefined
  const counts = useCounts(patients, phase)
  if (!patients) return <LoadingScreen />
  const rows = countByAge(patients, Number(minskDay(context.clock.now()).slice(0, 4)))
  const labelOf = (at: number): string => {
    const { from } = rows[at]!
    if (from === undefined) return t('unknownAge')
    const next = rows[at + 1]?.from
    return next === undefined ? t('andOlder', { from }) : t('between', { from, to: next - 1 })
  }
  return (
    <>
      <PageHeader title={t('title')} />
      <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1.5, maxWidth: 760 }}>
        {t('about')}
      </Typography>
      <Stack direction="row" spacing={1.5} sx={{ alignItems: 'start' }}>
        <Box sx={{ width: 520 }}>
          <Section title={t('people')} flush>
            <Table size="small" aria-label={t('people')}>
              <TableHead>
                <TableRow>
                  <TableCell>{t('age')}</TableCell>
                  <TableCell align="right">{t('male')}</TableCell>
                  <TableCell align="right">{t('female')}</TableCell>
                  <TableCell align="right">{t('other')}</TableCell>
                  <TableCell align="right">{t('all')}</TableCell>
                </TableRow>
              </TableHead>
              <TableBody>
                {rows.map(({ from, male, female, other }, at) => (
                  <TableRow key={String(from)}>
                    <TableCell>{labelOf(at)}</TableCell>
                    <TableCell align="right">{formatNumber(male)}</TableCell>
                    <TableCell align="right">{formatNumber(female)}</TableCell>
                    <TableCell align="right">{formatNumber(other)}</TableCell>
                    <TableCell align="right">{formatNumber(male + female + other)}</TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </Section>
        </Box>
        <Box sx={{ width: 320 }}>
          <Section title={since === undefined ? t('records') : t('recordsSince', { month: since })}>
            <KeyValueList
              items={kinds.map((kind) => ({
                label: t(`kinds.${kind}`),
                value: counts ? formatNumber(counts[kind]) : '…',
              }))}
            />
            {since !== undefined && (
              <Typography variant="caption" sx={{ display: 'block', color: 'text.secondary', mt: 1 }}>
                {t('older')}
              </Typography>
            )}
          </Section>
        </Box>
      </Stack>
    </>
  )
}

/** How many records of each kind there are; counted again when the list of patients or the sync has come on. */
function useCounts(patients: unknown, phase: unknown): Record<(typeof kinds)[number], number> | undefined {
  const { data } = useWorkplace()
  const [counts, setCounts] = useState<Record<(typeof kinds)[number], number>>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new list, or a further sync, is a new count
  useEffect(() => {
    let over = false
    async function count() {
      const all = await Promise.all(kinds.map((kind) => data[kind].countByPatient()))
      const sums = all.map((perPatient) => [...perPatient.values()].reduce((sum, one) => sum + one, 0))
      const [visits = 0, prescriptions = 0, conditions = 0, immunizations = 0] = sums
      if (!over) setCounts({ visits, prescriptions, conditions, immunizations })
    }
    void count()
    return () => {
      over = true
    }
  }, [data, patients, phase])
  return counts
}
