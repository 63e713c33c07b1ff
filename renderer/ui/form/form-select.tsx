import { MenuItem, TextField } from '@mui/material'
import type { FieldValues } from 'react-hook-form'
import { type BoundProps, useBound } from './bound.ts'

/** One of a few. With `emptyLabel` the choice can be taken back; the value is then undefined. */
export function FormSelect<Values extends FieldValues, Out>(
  props: BoundProps<Values, Out> & {
    options: readonly { value: string; label: string }[]
    emptyLabel?: string
  },
) {
  const { field, shown } = useBound(props)
  return (
    <TextField
      {...shown}
      select
      inputRef={field.ref}
      value={field.value ?? ''}
      onBlur={field.onBlur}
      onChange={(event) => field.onChange(event.target.value || undefined)}
    >
      {props.emptyLabel !== undefined && <MenuItem value="">{props.emptyLabel}</MenuItem>}
      {props.options.map((option) => (
        <MenuItem key={option.value} value={option.value}>
          {option.label}
        </MenuItem>
      ))}
    </TextField>
  )
}
