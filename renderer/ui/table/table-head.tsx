import { Box, TableSortLabel } from '@mui/material'
import type { Column } from './column.ts'
import type { useTableModel } from './table-model.ts'
import { headStyle } from './table-styles.ts'

const ariaSort = { asc: 'ascending', desc: 'descending', none: 'none' } as const

/** The names of the columns; those that sort are buttons. */
export function TableHead<Row extends object>(props: {
  table: ReturnType<typeof useTableModel<Row>>
  columns: readonly Column<Row>[]
  tracks: string
}) {
  return (
    <Box role="rowgroup">
      <Box role="row" aria-rowindex={1} sx={headStyle} style={{ gridTemplateColumns: props.tracks }}>
        {props.columns.map((column) => {
          const model = props.table.getColumn(column.id)
          const sorted = model?.getIsSorted() || undefined
          const sortable = column.sortBy !== undefined
          return (
            <Box
              key={column.id}
              role="columnheader"
              aria-sort={sortable ? ariaSort[sorted ?? 'none'] : undefined}
              sx={{
                px: 1,
                fontSize: 12,
                fontWeight: 600,
                color: 'text.secondary',
                textAlign: column.align ?? 'left',
              }}
            >
              {sortable ? (
                <TableSortLabel
                  active={sorted !== undefined}
                  direction={sorted ?? 'asc'}
                  onClick={() => model?.toggleSorting()}
                >
                  {column.header}
                </TableSortLabel>
              ) : (
                column.header
              )}
            </Box>
          )
        })}
      </Box>
    </Box>
  )
}
