import { Stack, Typography } from '@mui/material'
import type { ReactNode } from 'react'

/** Nothing to show: says why, and what to do next. */
export function EmptyState(props: {
  title: string
  text?: string
  action?: ReactNode
  icon?: ReactNode
  testId?: string
}) {
  return (
    <Stack
      data-testid={props.testId}
      spacing={1}
      sx={{ alignItems: 'center', textAlign: 'center', p: 4, color: 'text.secondary' }}
    >
      {props.icon}
      <Typography variant="h2" component="p" sx={{ color: 'text.primary' }}>
        {props.title}
      </Typography>
      {props.text && (
        <Typography variant="body2" sx={{ maxWidth: 460 }}>
          {props.text}
        </Typography>
      )}
      {props.action}
    </Stack>
  )
}
