import Clear from '@mui/icons-material/Clear'
import { Box, IconButton, InputAdornment, TextField, Typography } from '@mui/material'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type RefObject, useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { maySignVisits } from '#shared/domain/access/index.ts'
import type { DocumentReference } from '#shared/domain/document-reference/document-reference.schema.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Section } from '../../../ui/section.tsx'
import { FileLine } from '../../files/index.ts'
import { useSignatureStatuses } from '../../signature/index.ts'
import { useDocumentStates } from '../../sync/index.ts'
import { timelineOf } from '../model/timeline.ts'
import { TimelineRow, timelineRowHeight } from './timeline-row.tsx'

const yearHeight = 26

/** All visits, newest first, by years; only the rows in sight are drawn. `scroller` is the column that scrolls. */
export function VisitTimeline(props: {
  visits: readonly Visit[]
  /** The month since when all of them are here; undefined where all of them are. */
  since: string | undefined
  files: readonly DocumentReference[]
  scroller: RefObject<HTMLDivElement | null>
  /** Height of what stands above the list in the scroller. */
  offset: number
}) {
  const { t } = useTranslation('card')
  const { role } = useWorkplace().profile.practitioner
  const [filter, setFilter] = useState('')
  const deferred = useDeferredValue(filter)
  const rows = useMemo(
    () => timelineOf(props.visits, deferred, props.files),
    [props.visits, props.files, deferred],
  )
  const count = rows.filter(({ kind }) => kind === 'visit').length
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => props.scroller.current,
    estimateSize: (index) => (rows[index]!.kind === 'year' ? yearHeight : timelineRowHeight),
    getItemKey: (index) => rows[index]!.key,
    scrollMargin: props.offset,
    overscan: 6,
  })
  const items = virtual.getVirtualItems()
  const inSight = items.flatMap(({ index }) => {
    const row = rows[index]
    return row?.kind === 'visit' ? [row.visit] : []
  })
  const filesInSight = items.flatMap(({ index }) => {
    const row = rows[index]
    return row?.kind === 'file' ? [row.key] : []
  })
  const states = useDocumentStates([...inSight.map(({ id }) => id), ...filesInSight])
  const signatures = useSignatureStatuses(inSight)

  /** Arrow keys go from visit to visit, over the lines of the years. */
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const from = Number((event.target as HTMLElement).closest('[data-row]')?.getAttribute('data-row'))
    if (step === 0 || Number.isNaN(from)) return
    event.preventDefault()
    let next = from + step
    while (rows[next]?.kind === 'year') next += step
    if (!rows[next]) return
    virtual.scrollToIndex(next)
    requestAnimationFrame(() =>
      props.scroller.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus(),
    )
  }

  return (
    <Section
      title={
        props.since ? t('timeline.titleSince', { count, month: props.since }) : t('timeline.title', { count })
      }
      flush
      actions={
        <TextField
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
          placeholder={t('timeline.filter')}
          sx={{ width: 260 }}
          slotProps={{
            htmlInput: { 'aria-label': t('timeline.filter') },
            input: {
              endAdornment: filter && (
                <InputAdornment position="end">
                  <IconButton aria-label={t('timeline.clearFilter')} onClick={() => setFilter('')}>
                    <Clear fontSize="small" />
                  </IconButton>
                </InputAdornment>
              ),
            },
          }}
        />
      }
    >
      {rows.length === 0 ? (
        <EmptyState
          testId="no-visits"
          title={
            filter || !props.since
              ? t(filter ? 'timeline.nothingFound' : 'timeline.empty')
              : t('timeline.emptySince', { month: props.since })
          }
          {...(filter
            ? { text: t('timeline.nothingFoundText') }
            : maySignVisits(role)
              ? { text: t('timeline.emptyText') }
              : {})}
        />
      ) : (
        <Box sx={{ position: 'relative' }} style={{ height: virtual.getTotalSize() }} onKeyDown={onKeyDown}>
          {items.map(({ index, start, size }) => {
            const row = rows[index]!
            return (
              <Box
                key={row.key}
                sx={{ position: 'absolute', left: 0, right: 0 }}
                style={{ height: size, transform: `translateY(${start - props.offset}px)` }}
              >
                {row.kind === 'year' ? (
                  <Typography
                    variant="caption"
                    component="h3"
                    sx={{
                      px: 1.5,
                      lineHeight: `${yearHeight}px`,
                      fontWeight: 600,
                      bgcolor: 'background.default',
                      color: 'text.secondary',
                    }}
                  >
                    {t('timeline.year', { year: row.year, count: row.count })}
                  </Typography>
                ) : row.kind === 'file' ? (
                  <FileLine reference={row.file} state={states?.get(row.key)} row={index} />
                ) : (
                  <TimelineRow
                    visit={row.visit}
                    index={index}
                    state={states?.get(row.visit.id)}
                    signature={signatures.get(row.visit.id)}
                  />
                )}
              </Box>
            )
          })}
        </Box>
      )}
    </Section>
  )
}
