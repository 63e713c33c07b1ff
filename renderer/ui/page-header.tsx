import { Box, Stack, Typography } from '@mui/material'
import { type ReactNode, useEffect } from 'react'

/** Facts may take a second line; the actions stay at the right end. */
const part = { display: 'flex', alignItems: 'center', gap: 1, minHeight: 40 } as const

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
    <Stack component="header" direction="row" sx={{ alignItems: 'start', gap: 1, mb: 1 }}>
      <Box sx={{ ...part, flex: 1, flexWrap: 'wrap', rowGap: 0 }}>
        {props.back}
        <Typography variant="h1" tabIndex={-1} data-page-title="" sx={{ mr: 1 }}>
          {props.title}
        </Typography>
        {props.facts}
      </Box>
      <Box sx={{ ...part, flexShrink: 0 }}>{props.actions}</Box>
    </Stack>
  )
}
