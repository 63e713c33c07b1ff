import { InputAdornment, TextField } from '@mui/material'
import { type Ref, useState } from 'react'
import type { FieldProps } from './field-props.ts'
import { parseTypedNumber, shownNumber } from './number-text.ts'

/**
 * A number with its unit inside the field. Takes a comma or a point. A text that is no number stays on screen and
 * gives `NaN`, so that the form's check can say so and nothing is swallowed.
 */
export function NumberField(
  props: FieldProps<number | undefined> & {
    /** `мм рт. ст.`, `кг`: shown at the end. */
    unit?: string
    inputRef?: Ref<HTMLInputElement>
    /** Draws attention without calling it an error: a value outside the usual range. */
    attention?: boolean
  },
) {
  const [typed, setTyped] = useState<string | undefined>()
  const text = typed ?? shownNumber(props.value)
  return (
    <TextField
      label={props.label}
      name={props.name}
      value={text}
      onChange={(event) => {
        const next = event.target.value
        setTyped(next)
        props.onChange(next.trim() === '' ? undefined : (parseTypedNumber(next) ?? Number.NaN))
      }}
      onBlur={() => {
        if (!Number.isNaN(props.value)) setTyped(undefined)
        props.onBlur?.()
      }}
      error={props.error ?? false}
      helperText={props.helperText}
      required={props.required ?? false}
      disabled={props.disabled ?? false}
      {...(props.autoFocus ? { autoFocus: true } : {})}
      {...(props.attention ? { color: 'warning' as const, focused: true } : {})}
      {...(props.inputRef ? { inputRef: props.inputRef } : {})}
      {...(props.sx ? { sx: props.sx } : {})}
      slotProps={{
        htmlInput: { inputMode: 'decimal', autoComplete: 'off', maxLength: 20 },
        input: props.unit
          ? {
              endAdornment: (
                <InputAdornment
                  position="end"
                  disableTypography
                  sx={{ fontSize: 12, color: 'text.secondary' }}
                >
                  {props.unit}
                </InputAdornment>
              ),
            }
          : {},
      }}
    />
  )
}
