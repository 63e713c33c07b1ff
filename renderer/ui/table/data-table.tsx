import { Box } from '@mui/material'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, type Ref, useId, useImperativeHandle, useRef } from 'react'
import type { Column } from './column.ts'
import { TableHead } from './table-head.tsx'
import { useTableModel } from './table-model.ts'
import { rowStyle, viewportStyle } from './table-styles.ts'
import { useRowKeys } from './use-row-keys.ts'

/** What a page may ask of its table: a search field hands its arrows and Enter over. */
export interface TableHandle {
  focus(): void
  /** True when the key was for the table. */
  handleKey(event: Pick<KeyboardEvent, 'key' | 'preventDefault'>): boolean
}

/**
 * A table of any length: only the rows in sight are drawn. Arrows, Page, Home and End mark a row, Enter or a click
 * opens it. `columns` and `rows` keep their identity between renders (module scope or useMemo). The table fills its
 * parent, which must have a height.
 */
export function DataTable<Row extends object>(props: {
  label: string
  rows: readonly Row[]
  columns: readonly Column<Row>[]
  keyOf: (row: Row) => string
  onOpen?: (row: Row) => void
  /** Shown when there are no rows. */
  empty?: ReactNode
  rowHeightPx?: number
  ref?: Ref<TableHandle>
}) {
  const { rowHeightPx = 32 } = props
  const id = useId()
  const viewport = useRef<HTMLDivElement>(null)
  const table = useTableModel(props.rows, props.columns, props.keyOf)
  const rows = table.getRowModel().rows
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => rowHeightPx,
    overscan: 10,
    initialRect: { width: 1000, height: 600 },
  })
  const open = (index: number) => {
    const row = rows[index]
    if (row) props.onOpen?.(row.original)
  }
  const keys = useRowKeys(
    rows.map((row) => row.id),
    (index) => virtual.scrollToIndex(index),
    open,
  )
  useImperativeHandle(props.ref, () => ({
    focus: () => viewport.current?.focus(),
    handleKey: keys.onKeyDown,
  }))
  const tracks = props.columns.map((column) => column.width).join(' ')
  return (
    <Box
      ref={viewport}
      role="grid"
      aria-label={props.label}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={rows[keys.active] ? `${id}-${rows[keys.active]?.id}` : undefined}
      tabIndex={0}
      onKeyDown={(event) => {
        if (event.target === event.currentTarget) keys.onKeyDown(event)
      }}
      sx={viewportStyle}
    >
      <TableHead table={table} columns={props.columns} tracks={tracks} />
      {rows.length === 0 ? (
        props.empty
      ) : (
        <Box role="rowgroup" sx={{ position: 'relative' }} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index]
            if (!row) return null
            return (
              <Box
                key={row.id}
                id={`${id}-${row.id}`}
                role="row"
                aria-rowindex={item.index + 2}
                aria-selected={item.index === keys.active}
                data-opens={props.onOpen !== undefined}
                onMouseDown={() => keys.mark(item.index)}
                onClick={() => open(item.index)}
                sx={rowStyle}
                style={{
                  height: rowHeightPx,
                  transform: `translateY(${item.start}px)`,
                  gridTemplateColumns: tracks,
                }}
              >
                {props.columns.map((column) => (
                  <Box
                    key={column.id}
                    role="gridcell"
                    sx={{
                      px: 1,
                      overflow: 'hidden',
                      textOverflow: 'ellipsis',
                      whiteSpace: 'nowrap',
                      textAlign: column.align ?? 'left',
                    }}
                  >
                    {column.cell(row.original)}
                  </Box>
                ))}
              </Box>
            )
          })}
        </Box>
      )}
    </Box>
  )
}
