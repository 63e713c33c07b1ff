import { Box, Stack } from '@mui/material'
import type { ReactNode, RefObject } from 'react'

/** The slim bar on top of every frame. */
export function FrameBar({ children }: { children: ReactNode }) {
  return (
    <Stack
      component="header"
      direction="row"
      spacing={1}
      sx={{
        alignItems: 'center',
        height: 44,
        flexShrink: 0,
        px: 2,
        bgcolor: 'background.paper',
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      {children}
    </Stack>
  )
}

/** The page below the bar: it scrolls, and takes the focus when another page comes. */
export function FramePage(props: { place: RefObject<HTMLElement | null>; children: ReactNode }) {
  return (
    <Box
      component="main"
      ref={props.place}
      tabIndex={-1}
      id="content"
      sx={{ flex: 1, minHeight: 0, overflow: 'auto', px: 2, py: 1 }}
    >
      {props.children}
    </Box>
  )
}
