import type { SxProps, Theme } from '@mui/material'
import { type Control, type FieldPath, type FieldValues, useController } from 'react-hook-form'
import { useFieldMessage } from '../../i18n/use-field-message.ts'

/** What every field bound to a form takes. */
export interface BoundProps<Values extends FieldValues, Out> {
  control: Control<Values, unknown, Out>
  name: FieldPath<Values>
  label: string
  hint?: string | undefined
  /** Words of a warning: shown, but the form may be saved. */
  warning?: string | undefined
  required?: boolean
  disabled?: boolean
  autoFocus?: boolean
  sx?: SxProps<Theme>
}

/** Ties one field to its form: value, change, and the line below it (an error first, then a warning, then a hint). */
export function useBound<Values extends FieldValues, Out>(props: BoundProps<Values, Out>) {
  const { field, fieldState } = useController({ control: props.control, name: props.name })
  const say = useFieldMessage()
  const error = say(fieldState.error?.message)
  return {
    field,
    shown: {
      name: field.name,
      label: props.label,
      error: fieldState.invalid,
      helperText: error ?? props.warning ?? props.hint,
      required: props.required ?? false,
      disabled: props.disabled ?? false,
      ...(props.autoFocus ? { autoFocus: true } : {}),
      ...(props.sx ? { sx: props.sx } : {}),
    },
    /** True when a warning and no error is shown. */
    warned: !fieldState.invalid && props.warning !== undefined,
  }
}

/** Colours the line below a field as a warning. */
export const warningHelper = { formHelperText: { sx: { color: 'warning.main', fontWeight: 600 } } }
