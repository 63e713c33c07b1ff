import { Box } from '@mui/material'

/** One record: what it is, and below it what else is said of it. */
export function RecordLine(props: {
  title: string
  line: readonly (string | false | undefined)[]
  quiet?: boolean
}) {
  return (
    <Box
      sx={{
        px: 1.5,
        py: 0.5,
        fontSize: 13,
        borderBottom: 1,
        borderColor: 'divider',
        overflowWrap: 'anywhere',
        color: props.quiet ? 'text.secondary' : 'text.primary',
      }}
    >
      {props.title}
      <Box sx={{ color: 'text.secondary', fontSize: 12 }}>{props.line.filter(Boolean).join(' · ')}</Box>
    </Box>
  )
}
