import { TextField } from '@mui/material'
import type { FieldValues } from 'react-hook-form'
import { type BoundProps, useBound, warningHelper } from './bound.ts'

/** A text of a form; `lines` makes it grow with what is written, from that many lines. Empty text is undefined. */
export function FormText<Values extends FieldValues, Out>(
  props: BoundProps<Values, Out> & {
    lines?: number
    placeholder?: string
    /** Rewrites what is typed at once: `toUpperCase`, look-alike letters. */
    transform?: (text: string) => string
    maxLength?: number
    autoComplete?: string
  },
) {
  const { field, shown, warned } = useBound(props)
  const { transform = (text) => text } = props
  return (
    <TextField
      {...shown}
      inputRef={field.ref}
      value={field.value ?? ''}
      onBlur={field.onBlur}
      onChange={(event) => field.onChange(transform(event.target.value) || undefined)}
      {...(props.lines ? { multiline: true, minRows: props.lines, maxRows: 24 } : {})}
      {...(props.placeholder ? { placeholder: props.placeholder } : {})}
      slotProps={{
        htmlInput: { maxLength: props.maxLength, autoComplete: props.autoComplete ?? 'off' },
        ...(warned ? warningHelper : {}),
      }}
    />
  )
}
