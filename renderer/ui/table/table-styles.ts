import type { SxProps, Theme } from '@mui/material'

export const viewportStyle: SxProps<Theme> = {
  height: 1,
  overflow: 'auto',
  bgcolor: 'background.paper',
  fontSize: 13,
  '&:focus-visible [role="row"][aria-selected="true"]': {
    outline: '2px solid',
    outlineColor: 'primary.main',
    outlineOffset: -2,
  },
}

export const rowStyle: SxProps<Theme> = {
  position: 'absolute',
  top: 0,
  left: 0,
  width: 1,
  display: 'grid',
  alignItems: 'center',
  borderBottom: 1,
  borderColor: 'divider',
  '&[data-opens="true"]': { cursor: 'pointer' },
  '&:hover': { bgcolor: 'action.hover' },
  '&[aria-selected="true"]': { bgcolor: 'primary.light' },
}

export const headStyle: SxProps<Theme> = {
  position: 'sticky',
  top: 0,
  zIndex: 1,
  display: 'grid',
  height: 30,
  alignItems: 'center',
  bgcolor: 'background.default',
  borderBottom: 1,
  borderColor: 'divider',
}
