import { TextField, type TextFieldProps } from '@mui/material'
import { useProblemText } from '../../../i18n/problem-text.ts'
import type { PatientFormModel } from '../model/use-patient-form.ts'

/** One field with its problem in words: red where saving is stopped, amber where it is only doubted. */
export function FormText(
  props: Omit<TextFieldProps, 'onChange' | 'value'> & {
    model: PatientFormModel
    /** Path of the field in the draft: `name.family`. */
    path: string
    value: string
    onType(value: string): void
    hint?: string | undefined
  },
) {
  const { model, path, onType, hint, ...rest } = props
  const say = useProblemText()
  const problem = model.problemAt(path)
  return (
    <TextField
      {...rest}
      data-path={path}
      onChange={(event) => onType(event.target.value)}
      onBlur={() => model.leave(path)}
      error={problem?.severity === 'error'}
      helperText={problem ? say(problem) : hint}
      {...(problem?.severity === 'warning' && { color: 'warning' as const, focused: true })}
      slotProps={{
        ...rest.slotProps,
        formHelperText: problem?.severity === 'warning' ? { sx: { color: 'warning.main' } } : {},
      }}
    />
  )
}
