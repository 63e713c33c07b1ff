import {
  type ColumnDef,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import { compareNames } from '../collator.ts'
import type { Column } from './column.ts'

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() })

type Sorted = string | number | undefined

/** Words by the collator, numbers by value; what is missing stands last. */
function compareValues(a: Sorted, b: Sorted): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return compareNames(String(a), String(b))
}

/** The rows in the order the person chose, and the way to choose it. */
export function useTableModel<Row extends object>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  keyOf: (row: Row) => string,
) {
  const definitions = useMemo(
    () =>
      columns.map(
        (column): ColumnDef<typeof features, Row> => ({
          id: column.id,
          header: column.header,
          accessorFn: (row) => column.sortBy?.(row),
          enableSorting: column.sortBy !== undefined,
          sortUndefined: 'last',
          sortFn: (a, b, id) => compareValues(a.getValue<Sorted>(id), b.getValue<Sorted>(id)),
        }),
      ),
    [columns],
  )
  return useTable({ features, data: rows as Row[], columns: definitions, getRowId: keyOf })
}
