import type { FieldValues } from 'react-hook-form'
import { NumberField } from '../fields/number-field.tsx'
import { type BoundProps, useBound } from './bound.ts'

export function FormNumber<Values extends FieldValues, Out>(
  props: BoundProps<Values, Out> & { unit?: string },
) {
  const { field, shown, warned } = useBound(props)
  return (
    <NumberField
      {...shown}
      value={field.value}
      onChange={field.onChange}
      onBlur={field.onBlur}
      inputRef={field.ref}
      attention={warned}
      {...(props.unit ? { unit: props.unit } : {})}
    />
  )
}
