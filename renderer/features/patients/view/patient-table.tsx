import { Box, Typography } from '@mui/material'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { columnsFor, PatientRow, rowHeight } from './patient-row.tsx'

export const gridId = 'patient-list'
export const rowId = (patientId: string): string => `patient-row-${patientId.replace(/[^\w-]/g, '-')}`

/** Before the first guess stands a line that says so. */
const dividerHeight = 28
const headHeight = 30

export interface PatientTableProps {
  rows: readonly Patient[]
  similarFrom: number
  today: string
  activeIndex: number
  onOpen(id: string): void
}

/** All patients as rows; only those in sight are drawn. */
export function PatientTable({ rows, similarFrom, today, activeIndex, onOpen }: PatientTableProps) {
  const { t } = useTranslation('patients')
  const columns = columnsFor(useWorkplace().profile.practitioner.role)
  const scroller = useRef<HTMLDivElement>(null)
  const hasDivider = similarFrom < rows.length
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => rowHeight + (hasDivider && index === similarFrom ? dividerHeight : 0),
    getItemKey: (index) => rows[index]!.id,
    scrollPaddingStart: headHeight,
    scrollMargin: headHeight,
    overscan: 8,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list has its divider elsewhere
  useEffect(() => virtual.measure(), [rows, similarFrom, virtual])
  useEffect(() => {
    if (activeIndex >= 0) virtual.scrollToIndex(activeIndex)
  }, [activeIndex, virtual])

  const items = virtual.getVirtualItems()
  const onlyHere = useOnlyHere(items.map(({ index }) => rows[index]?.id ?? ''))
  return (
    <Box
      role="grid"
      id={gridId}
      aria-label={t('list.title')}
      aria-rowcount={rows.length + 1}
      sx={{ display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 }}
    >
      <Box ref={scroller} sx={{ flex: 1, minHeight: 0, overflowY: 'auto' }}>
        <Box
          role="row"
          sx={{
            display: 'grid',
            gridTemplateColumns: columns.tracks,
            columnGap: 1.5,
            px: 1.5,
            position: 'sticky',
            top: 0,
            zIndex: 1,
            bgcolor: 'background.paper',
            height: headHeight,
            alignItems: 'center',
            borderBottom: 1,
            borderColor: 'divider',
            color: 'text.secondary',
            fontSize: 12,
            fontWeight: 600,
          }}
        >
          {columns.names.map((column) => (
            <Box
              role="columnheader"
              key={column}
              aria-label={t(`columns.${column}`)}
              sx={{ whiteSpace: 'nowrap' }}
            >
              {column === 'marks' ? null : t(`columns.${column}`)}
            </Box>
          ))}
        </Box>

        <Box role="rowgroup" sx={{ position: 'relative' }} style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const patient = rows[index]
            if (!patient) return null
            const divided = hasDivider && index === similarFrom
            return (
              <Box key={patient.id} role="presentation">
                {divided && <SimilarLine top={start - headHeight} />}
                <PatientRow
                  patient={patient}
                  today={today}
                  id={rowId(patient.id)}
                  index={index}
                  active={index === activeIndex}
                  onlyHere={onlyHere.has(patient.id)}
                  top={start - headHeight + (divided ? dividerHeight : 0)}
                  onOpen={onOpen}
                />
              </Box>
            )
          })}
        </Box>
      </Box>
    </Box>
  )
}

function SimilarLine({ top }: { top: number }) {
  const { t } = useTranslation('patients')
  return (
    <Typography
      variant="caption"
      component="div"
      sx={{
        position: 'absolute',
        left: 0,
        right: 0,
        height: dividerHeight,
        px: 1.5,
        lineHeight: `${dividerHeight}px`,
        bgcolor: 'background.default',
        color: 'text.secondary',
      }}
      style={{ transform: `translateY(${top}px)` }}
    >
      {t('list.similar')}
    </Typography>
  )
}

/** Which of these patients are on this PC only. */
function useOnlyHere(ids: string[]): ReadonlySet<string> {
  const { data } = useWorkplace()
  const key = ids.join(' ')
  const states = useLive(useMemo(() => data.sync.watchStates(key.split(' ').filter(Boolean)), [data, key]))
  return useMemo(
    () => new Set([...(states ?? [])].filter(([, state]) => state.kind !== 'on-server').map(([id]) => id)),
    [states],
  )
}
