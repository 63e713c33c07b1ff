import type { SxProps, Theme } from '@mui/material'
import type { ReactNode } from 'react'

/** What every field of the workplace takes. */
export interface FieldProps<T> {
  label: string
  value: T
  onChange: (value: T) => void
  onBlur?: () => void
  name?: string
  helperText?: ReactNode
  error?: boolean
  required?: boolean
  disabled?: boolean
  autoFocus?: boolean
  sx?: SxProps<Theme>
}
