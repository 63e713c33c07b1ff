import CalendarToday from '@mui/icons-material/CalendarToday'
import { IconButton, InputAdornment, Popover, TextField } from '@mui/material'
import { DateCalendar } from '@mui/x-date-pickers/DateCalendar'
import { type Ref, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isPartialDate } from '#shared/kit/partial-date.ts'
import { parseTypedDate } from '#shared/kit/typed-date.ts'
import { shownDate, withPoints } from './date-text.ts'
import type { FieldProps } from './field-props.ts'

/** `2026-11-22` of a local day. */
const isoDay = (date: Date): string =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')

/**
 * A date typed as DD.MM.YYYY (MM.YYYY or YYYY where only that is known) or picked in a calendar. Gives `YYYY-MM-DD`,
 * `YYYY-MM` or `YYYY`; a text that is no date is given as typed, so that the form's check can say so.
 */
export function DateField(
  props: FieldProps<string | undefined> & {
    /** Only whole dates make sense here. */
    wholeOnly?: boolean
    inputRef?: Ref<HTMLInputElement>
  },
) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<string | undefined>()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const { value, wholeOnly } = props
  const text = typed ?? shownDate(value)
  const onType = (next: string) => {
    const shown = withPoints(next, text)
    const date = parseTypedDate(shown)
    setTyped(shown)
    props.onChange(shown === '' ? undefined : (date ?? shown))
  }
  const day = value && value.length === 10 && isPartialDate(value) ? new Date(`${value}T00:00:00`) : null
  return (
    <>
      <TextField
        label={props.label}
        name={props.name}
        value={text}
        placeholder={t(wholeOnly ? 'dates.wholePattern' : 'dates.pattern')}
        onChange={(event) => onType(event.target.value)}
        onBlur={() => {
          setTyped(undefined)
          props.onBlur?.()
        }}
        error={props.error ?? false}
        helperText={props.helperText}
        required={props.required ?? false}
        disabled={props.disabled ?? false}
        {...(props.autoFocus ? { autoFocus: true } : {})}
        {...(props.inputRef ? { inputRef: props.inputRef } : {})}
        {...(props.sx ? { sx: props.sx } : {})}
        slotProps={{
          htmlInput: { inputMode: 'numeric', autoComplete: 'off', maxLength: 20 },
          input: {
            endAdornment: (
              <InputAdornment position="end">
                <IconButton
                  aria-label={t('actions.showCalendar')}
                  tabIndex={-1}
                  disabled={props.disabled ?? false}
                  onClick={(event) => setAnchor(event.currentTarget)}
                  sx={{ p: 0.5, mr: -1 }}
                >
                  <CalendarToday sx={{ fontSize: 16 }} />
                </IconButton>
              </InputAdornment>
            ),
          },
        }}
      />
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      >
        <DateCalendar
          value={day}
          onChange={(date: Date | null, phase) => {
            if (!date) return
            setTyped(undefined)
            props.onChange(isoDay(date))
            if (phase === 'finish') setAnchor(null)
          }}
        />
      </Popover>
    </>
  )
}
