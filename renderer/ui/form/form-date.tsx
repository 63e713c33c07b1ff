import type { FieldValues } from 'react-hook-form'
import { DateField } from '../fields/date-field.tsx'
import { type BoundProps, useBound } from './bound.ts'

export function FormDate<Values extends FieldValues, Out>(
  props: BoundProps<Values, Out> & { wholeOnly?: boolean },
) {
  const { field, shown } = useBound(props)
  return (
    <DateField
      {...shown}
      value={field.value}
      onChange={field.onChange}
      onBlur={field.onBlur}
      inputRef={field.ref}
      wholeOnly={props.wholeOnly ?? false}
    />
  )
}
