import Add from '@mui/icons-material/Add'
import { Box, Button, Stack, Typography } from '@mui/material'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ManagedClinic } from '#shared/contract/administration.ts'
import type { Facility } from '#shared/contract/api.ts'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { UnitDialog } from './unit-dialog.tsx'

type Open = { kind: 'none' } | { kind: 'new' } | { kind: 'unit'; id: string }

/** The organisation, its ambulatory and feldsher's stations: where people work and what stands on printed forms. */
export function UnitsPart({ clinic, onChanged }: { clinic: ManagedClinic; onChanged: () => void }) {
  const { t } = useTranslation('administration')
  const [open, setOpen] = useState<Open>({ kind: 'none' })
  const { facilities } = clinic
  const columns = useMemo((): Column<Facility>[] => {
    const nameOf = (id: string | undefined) => facilities.find((unit) => unit.id === id)?.name ?? ''
    return [
      {
        id: 'name',
        header: t('unit.name'),
        width: 'minmax(220px, 2fr)',
        cell: (unit) => unit.name,
        sortBy: (unit) => unit.name,
      },
      {
        id: 'kind',
        header: t('unit.kind'),
        width: '150px',
        cell: (unit) => t(`unit.kinds.${unit.kind}`),
        sortBy: (unit) => t(`unit.kinds.${unit.kind}`),
      },
      {
        id: 'partOf',
        header: t('unit.partOf'),
        width: 'minmax(160px, 1fr)',
        cell: (unit) => nameOf(unit.partOf),
        sortBy: (unit) => nameOf(unit.partOf) || undefined,
      },
      {
        id: 'address',
        header: t('unit.address'),
        width: 'minmax(200px, 2fr)',
        cell: (unit) => unit.address ?? '',
      },
      { id: 'phone', header: t('unit.phone'), width: '140px', cell: (unit) => unit.phone ?? '' },
      {
        id: 'payerNumber',
        header: t('unit.payerNumber'),
        width: '110px',
        cell: (unit) => unit.payerNumber ?? '',
      },
    ]
  }, [t, facilities])
  const chosen = open.kind === 'unit' ? facilities.find(({ id }) => id === open.id) : undefined
  const close = () => setOpen({ kind: 'none' })
  return (
    <Stack spacing={1} sx={{ flex: 1, minHeight: 0 }}>
      <Stack direction="row" spacing={1.5} sx={{ alignItems: 'center' }}>
        <Typography variant="body2" sx={{ color: 'text.secondary', flex: 1 }}>
          {t('clinic.codeOf', { code: clinic.id })}
        </Typography>
        <Button variant="contained" startIcon={<Add />} onClick={() => setOpen({ kind: 'new' })}>
          {t('unit.add')}
        </Button>
      </Stack>
      <Box sx={{ flex: 1, minHeight: 200, border: 1, borderColor: 'divider' }}>
        <DataTable
          label={t('parts.units')}
          rows={facilities}
          columns={columns}
          keyOf={({ id }) => id}
          onOpen={({ id }) => setOpen({ kind: 'unit', id })}
        />
      </Box>
      {(open.kind === 'new' || chosen) && (
        <UnitDialog
          key={chosen?.id ?? 'new'}
          clinic={clinic}
          unit={chosen}
          onClose={close}
          onChanged={onChanged}
        />
      )}
    </Stack>
  )
}
