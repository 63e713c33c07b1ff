import { Chip } from '@mui/material'
import type { ReactElement } from 'react'

const colours = {
  neutral: { color: 'text.secondary', bgcolor: 'background.default', borderColor: 'divider' },
  good: { color: 'success.dark', bgcolor: 'success.light', borderColor: 'success.main' },
  attention: { color: 'warning.dark', bgcolor: 'warning.light', borderColor: 'warning.main' },
  danger: { color: 'error.dark', bgcolor: 'error.light', borderColor: 'error.main' },
  accent: { color: 'primary.dark', bgcolor: 'primary.light', borderColor: 'primary.main' },
} as const

/** A short state in words. The colour only helps: the words say it all. */
export function StatusChip(props: {
  label: string
  tone?: keyof typeof colours
  icon?: ReactElement
  title?: string
}) {
  return (
    <Chip
      label={props.label}
      title={props.title}
      {...(props.icon ? { icon: props.icon } : {})}
      variant="outlined"
      sx={{
        height: 22,
        fontSize: 12,
        fontWeight: 600,
        ...colours[props.tone ?? 'neutral'],
        '& .MuiChip-icon': { color: 'inherit' },
      }}
    />
  )
}
