import { Autocomplete, TextField } from '@mui/material'
import { type ReactNode, type Ref, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldProps } from './field-props.ts'
import { useAsyncOptions } from './use-async-options.ts'

/**
 * Chooses one of many by typing: the options come from `load`, already found and ordered. With `onFreeText` Enter on a
 * text that is no option takes the text itself.
 */
export function SearchField<T extends object>(
  props: Omit<FieldProps<T | null>, 'onChange'> & {
    load: (text: string) => Promise<readonly T[]> | readonly T[]
    textOf: (option: T) => string
    keyOf: (option: T) => string | number
    onChange: (value: T | null) => void
    renderOption?: (option: T) => ReactNode
    onFreeText?: (text: string) => void
    /** The field empties itself after a choice: for adding one after another. */
    clearAfterChoice?: boolean
    placeholder?: string
    inputRef?: Ref<HTMLInputElement>
  },
) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [open, setOpen] = useState(false)
  const { options, loading } = useAsyncOptions(text, props.load, { open })
  const { keyOf, textOf, renderOption } = props
  return (
    <Autocomplete<T, false, false, boolean>
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      value={props.value}
      inputValue={text}
      onInputChange={(_, next, reason) => setText(reason === 'reset' && props.clearAfterChoice ? '' : next)}
      onChange={(_, chosen) => {
        if (typeof chosen === 'string') props.onFreeText?.(chosen)
        else props.onChange(chosen)
        if (props.clearAfterChoice) setText('')
      }}
      options={options}
      loading={loading}
      loadingText={t('states.loading')}
      noOptionsText={t('states.nothingFound')}
      filterOptions={(all) => all}
      freeSolo={props.onFreeText !== undefined}
      autoHighlight={props.onFreeText === undefined}
      blurOnSelect={false}
      getOptionKey={(option) => (typeof option === 'string' ? option : keyOf(option))}
      getOptionLabel={(option) => (typeof option === 'string' ? option : textOf(option))}
      isOptionEqualToValue={(a, b) => (typeof b === 'string' ? false : keyOf(a) === keyOf(b))}
      disabled={props.disabled ?? false}
      {...(props.sx ? { sx: props.sx } : {})}
      renderOption={({ key, ...rest }, option) => (
        <li key={key} {...rest}>
          {renderOption ? renderOption(option) : textOf(option)}
        </li>
      )}
      renderInput={(params) => (
        <TextField
          {...params}
          label={props.label}
          onBlur={props.onBlur}
          error={props.error ?? false}
          helperText={props.helperText}
          required={props.required ?? false}
          {...(props.placeholder ? { placeholder: props.placeholder } : {})}
          {...(props.autoFocus ? { autoFocus: true } : {})}
          {...(props.inputRef ? { inputRef: props.inputRef } : {})}
        />
      )}
    />
  )
}
