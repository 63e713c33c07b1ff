import { Box } from '@mui/material'

/** A key or a chord, drawn as keys. */
export function KeyHint({ keys }: { keys: string }) {
  return (
    <Box
      component="kbd"
      sx={{
        px: 0.5,
        border: 1,
        borderColor: 'divider',
        borderRadius: 0.5,
        bgcolor: 'background.default',
        color: 'text.secondary',
        fontFamily: 'inherit',
        fontSize: '11px !important',
        fontWeight: 400,
        lineHeight: '16px',
        whiteSpace: 'nowrap',
      }}
    >
      {keys}
    </Box>
  )
}
