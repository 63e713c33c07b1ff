import { TextField } from '@mui/material'

/** Digits that are not shown; not kept by the browser either. */
export function PinField(props: {
  label: string
  value: string
  onChange: (value: string) => void
  error?: boolean
  helperText?: string | undefined
  autoFocus?: boolean
}) {
  return (
    <TextField
      label={props.label}
      type="password"
      autoComplete="off"
      autoFocus={props.autoFocus ?? false}
      required
      slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 8 } }}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value.replace(/\D/g, ''))}
      error={props.error ?? false}
      helperText={props.helperText}
    />
  )
}
