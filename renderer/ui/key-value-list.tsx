import { Box } from '@mui/material'
import { Fragment, type ReactNode } from 'react'

/** Facts in two columns. A fact without a value is left out, unless `empty` says what to show instead. */
export function KeyValueList(props: {
  items: readonly { label: string; value: ReactNode }[]
  empty?: string
  labelWidth?: number
}) {
  const shown = props.items.filter(
    ({ value }) => props.empty !== undefined || (value !== undefined && value !== null && value !== ''),
  )
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        gridTemplateColumns: `${props.labelWidth ?? 150}px 1fr`,
        columnGap: 1.5,
        rowGap: 0.5,
        '& dt': { color: 'text.secondary' },
        '& dd': { m: 0, minWidth: 0, overflowWrap: 'anywhere' },
      }}
    >
      {shown.map(({ label, value }) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{value === undefined || value === null || value === '' ? props.empty : value}</dd>
        </Fragment>
      ))}
    </Box>
  )
}
