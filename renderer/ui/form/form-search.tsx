import type { ReactNode } from 'react'
import type { FieldValues } from 'react-hook-form'
import { SearchField } from '../fields/search-field.tsx'
import { type BoundProps, useBound } from './bound.ts'

/** One of many, found by typing; the form holds the option itself. */
export function FormSearch<Values extends FieldValues, Out, T extends object>(
  props: BoundProps<Values, Out> & {
    load: (text: string) => Promise<readonly T[]> | readonly T[]
    textOf: (option: T) => string
    keyOf: (option: T) => string | number
    renderOption?: (option: T) => ReactNode
    /** Makes a value of a text that is no option. */
    fromFreeText?: (text: string) => T
    placeholder?: string
  },
) {
  const { field, shown } = useBound(props)
  const { fromFreeText, renderOption, placeholder } = props
  return (
    <SearchField<T>
      {...shown}
      value={field.value ?? null}
      onChange={(value) => field.onChange(value ?? undefined)}
      onBlur={field.onBlur}
      inputRef={field.ref}
      load={props.load}
      textOf={props.textOf}
      keyOf={props.keyOf}
      {...(renderOption ? { renderOption } : {})}
      {...(placeholder ? { placeholder } : {})}
      {...(fromFreeText ? { onFreeText: (text: string) => field.onChange(fromFreeText(text)) } : {})}
    />
  )
}
