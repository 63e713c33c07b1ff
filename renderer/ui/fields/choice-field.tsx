import { MenuItem, TextField } from '@mui/material'

/** One out of a few, by its name. */
export function ChoiceField<V extends string>(props: {
  label: string
  value: V
  options: readonly { value: V; name: string }[]
  onChange(value: V): void
  error?: boolean
  helperText?: string | undefined
}) {
  const { options, onChange, ...field } = props
  return (
    <TextField select {...field} onChange={(event) => onChange(event.target.value as V)}>
      {options.map(({ value, name }) => (
        <MenuItem key={value} value={value}>
          {name}
        </MenuItem>
      ))}
    </TextField>
  )
}
