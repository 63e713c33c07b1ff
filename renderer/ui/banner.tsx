import { Alert, AlertTitle } from '@mui/material'
import type { ReactNode } from 'react'

const kinds = { danger: 'error', warning: 'warning', info: 'info', success: 'success' } as const

/**
 * A message that stays. `danger` is announced at once to a screen reader; the others wait. Severity is never said by
 * colour alone: the icon differs too.
 */
export function Banner(props: {
  severity: keyof typeof kinds
  title?: ReactNode
  action?: ReactNode
  children?: ReactNode
}) {
  return (
    <Alert
      severity={kinds[props.severity]}
      role={props.severity === 'danger' ? 'alert' : 'status'}
      action={props.action}
      sx={{
        border: 1,
        borderColor: `${kinds[props.severity]}.main`,
        bgcolor: `${kinds[props.severity]}.light`,
        color: 'text.primary',
        // In line with the buttons of the frames around it.
        '& .MuiAlert-action': { mr: 0 },
      }}
    >
      {props.title && <AlertTitle sx={{ fontSize: 13, mb: 0, fontWeight: 600 }}>{props.title}</AlertTitle>}
      {props.children}
    </Alert>
  )
}
