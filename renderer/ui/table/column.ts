import type { ReactNode } from 'react'

/** A column of a table. */
export interface Column<Row> {
  id: string
  header: string
  cell: (row: Row) => ReactNode
  /** A track of CSS grid: `90px`, `minmax(120px, 2fr)`. */
  width: string
  align?: 'right'
  /** What the column sorts by; without it the column cannot be sorted. */
  sortBy?: (row: Row) => string | number | undefined
}
