import { Box, Paper, Stack, Typography } from '@mui/material'
import { type ReactNode, useId } from 'react'

/** A framed part of a page with its heading and its own actions. `flush` lets a table or list touch the frame. */
export function Section(props: {
  title?: string
  actions?: ReactNode
  flush?: boolean
  children: ReactNode
  id?: string
}) {
  const headingId = useId()
  return (
    <Paper
      component="section"
      variant="outlined"
      id={props.id}
      aria-labelledby={props.title ? headingId : undefined}
      sx={{ minWidth: 0 }}
    >
      {(props.title || props.actions) && (
        <Stack
          direction="row"
          spacing={1}
          sx={{ alignItems: 'center', px: 1.5, minHeight: 36, borderBottom: 1, borderColor: 'divider' }}
        >
          <Typography id={headingId} variant="h2" sx={{ flex: 1 }}>
            {props.title}
          </Typography>
          {props.actions}
        </Stack>
      )}
      <Box sx={props.flush ? undefined : { p: 1.5 }}>{props.children}</Box>
    </Paper>
  )
}
