import { Box, Stack, Typography } from '@mui/material'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { AdministrativeAct, ManagedClinic } from '#shared/contract/administration.ts'
import { Banner } from '../../../ui/banner.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { formatMoment } from '../../../ui/format.ts'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { useActWords } from '../model/use-act-words.ts'
import { useAdministrator } from '../model/use-administrator.ts'
import { useServerData } from '../model/use-server-data.ts'
import { ServerDataFrame } from './server-data-frame.tsx'

/** What administrators did, with whom and when. Nothing here can be changed. */
export function ActsPart({ clinic }: { clinic: ManagedClinic | undefined }) {
  const { t } = useTranslation('administration')
  const { server } = useAdministrator()
  const clinicId = clinic?.id ?? ''
  const load = useCallback(() => server.acts(clinicId), [server, clinicId])
  const { data, reload } = useServerData(load)
  return (
    <ServerDataFrame data={data} onRetry={reload}>
      {({ acts, brokenAt }) => (
        <Stack spacing={1} sx={{ flex: 1, minHeight: 0 }}>
          {brokenAt !== undefined && (
            <Banner severity="danger" title={t('log.broken', { number: brokenAt })}>
              {t('log.brokenText')}
            </Banner>
          )}
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {t('log.about')}
          </Typography>
          <Box sx={{ flex: 1, minHeight: 200, border: 1, borderColor: 'divider' }}>
            <ActTable acts={acts} clinic={clinic} />
          </Box>
        </Stack>
      )}
    </ServerDataFrame>
  )
}

function ActTable({ acts, clinic }: { acts: AdministrativeAct[]; clinic: ManagedClinic | undefined }) {
  const { t } = useTranslation('administration')
  const facilities = clinic?.facilities
  const unitName = useCallback(
    (id: string) => facilities?.find((unit) => unit.id === id)?.name ?? id,
    [facilities],
  )
  const words = useActWords(unitName)
  const columns: Column<AdministrativeAct>[] = [
    {
      id: 'number',
      header: '№',
      width: '56px',
      align: 'right',
      cell: (act) => act.number,
      sortBy: (act) => act.number,
    },
    {
      id: 'at',
      header: t('log.at'),
      width: '140px',
      cell: (act) => formatMoment(act.at),
      sortBy: (act) => Date.parse(act.at),
    },
    {
      id: 'by',
      header: t('log.by'),
      width: 'minmax(150px, 1.2fr)',
      cell: (act) => `${act.by.name} (${act.by.user})`,
      sortBy: (act) => act.by.name,
    },
    {
      id: 'act',
      header: t('log.act'),
      width: 'minmax(170px, 1.2fr)',
      cell: (act) => words.title(act),
      sortBy: (act) => words.title(act),
    },
    {
      id: 'whom',
      header: t('log.whom'),
      width: 'minmax(160px, 1.4fr)',
      cell: (act) => (act.whomName ? `${act.whomName} (${act.whom})` : act.whom),
      sortBy: (act) => act.whomName ?? act.whom,
    },
    {
      id: 'changes',
      header: t('log.changes'),
      width: 'minmax(180px, 2fr)',
      cell: (act) => <span title={words.changes(act)}>{words.changes(act)}</span>,
    },
  ]
  // The columns speak the language of the screen; the table asks for the same ones between renders.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words follow the language and the units
  const kept = useMemo(() => columns, [t, unitName])
  return (
    <DataTable
      label={t('parts.log')}
      rows={acts}
      columns={kept}
      keyOf={(act) => String(act.number)}
      empty={<EmptyState title={t('log.none')} />}
    />
  )
}
