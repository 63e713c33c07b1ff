import { Box, Stack, Typography } from '@mui/material'
import { type ReactNode, useEffect } from 'react'

/**
 * The top of a page: title, what belongs to it, the actions at the right end. Sets the window's title too; give
 * `windowTitle` where the shown title must not appear in the task bar (a patient's name).
 */
export function PageHeader(props: {
  title: ReactNode
  windowTitle?: string
  /** Small facts beside the title: chips, a date. */
  facts?: ReactNode
  actions?: ReactNode
  /** A way up, before the title. */
  back?: ReactNode
}) {
  const windowTitle = props.windowTitle ?? (typeof props.title === 'string' ? props.title : undefined)
  useEffect(() => {
    if (windowTitle) document.title = `${windowTitle} · Lekar`
  }, [windowTitle])
  return (
    <Stack
      component="header"
      direction="row"
      spacing={1}
      sx={{ alignItems: 'center', minHeight: 40, mb: 1, flexWrap: 'wrap', rowGap: 0.5 }}
    >
      {props.back}
      <Typography variant="h1" tabIndex={-1} data-page-title="" sx={{ mr: 1 }}>
        {props.title}
      </Typography>
      {props.facts}
      <Box sx={{ flex: 1 }} />
      {props.actions}
    </Stack>
  )
}
