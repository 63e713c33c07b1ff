import { Box } from '@mui/material'

/** How each record stands in its list. */
export const recordStyle = {
  px: 1.5,
  py: 0.5,
  fontSize: 13,
  borderBottom: 1,
  borderColor: 'divider',
  overflowWrap: 'anywhere',
} as const

/** One record: what it is, and below it what else is said of it. */
export function RecordLine(props: {
  title: string
  line: readonly (string | false | undefined)[]
  quiet?: boolean
}) {
  return (
    <Box sx={{ ...recordStyle, color: props.quiet ? 'text.secondary' : 'text.primary' }}>
      {props.title}
      <Box sx={{ color: 'text.secondary', fontSize: 12 }}>{props.line.filter(Boolean).join(' · ')}</Box>
    </Box>
  )
}
