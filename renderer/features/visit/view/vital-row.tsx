import { Box, InputBase, Typography } from '@mui/material'
import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VitalStatus } from '#shared/domain/visit/visit.rules.ts'

const allowed = /^\d{0,3}([.,]\d{0,2})?$/
const parse = (text: string): number | undefined => {
  const value = Number(text.replace(',', '.'))
  return text === '' || !Number.isFinite(value) ? undefined : value
}
const show = (value: number | undefined): string =>
  value === undefined ? '' : String(value).replace('.', ',')

export const statusColor = (status: VitalStatus | undefined): string =>
  status === undefined || status === 'normal'
    ? 'success.main'
    : status.startsWith('critical')
      ? 'error.main'
      : 'warning.main'

interface NumberInputProps {
  label: string
  path: string
  value: number | undefined
  onChange(value: number | undefined): void
  status?: VitalStatus | undefined
  invalid?: boolean
  describedBy?: string
  /** A slash typed in the first of two fields goes on to the second one. */
  onSlash?: () => void
}

/** A number and nothing else: a letter cannot be typed, so what is shown is what is saved. */
export function NumberInput(props: NumberInputProps) {
  const { value, onChange } = props
  const [text, setText] = useState(show(value))
  useEffect(() => {
    setText((shown) => (parse(shown) === value ? shown : show(value)))
  }, [value])
  const alarming = props.status !== undefined && props.status !== 'normal'
  return (
    <InputBase
      value={text}
      onChange={(event) => {
        const typed = event.target.value.trim()
        if (!allowed.test(typed)) return
        setText(typed)
        onChange(parse(typed))
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (!props.onSlash || (event.key !== '/' && event.key !== '.')) return
        event.preventDefault()
        props.onSlash()
      }}
      inputProps={{
        'aria-label': props.label,
        'aria-invalid': props.invalid || undefined,
        'aria-describedby': props.describedBy,
        inputMode: 'decimal',
        autoComplete: 'off',
        'data-path': props.path,
      }}
      sx={{
        width: 58,
        height: 26,
        px: 0.75,
        border: 1,
        borderRadius: 0.5,
        borderColor: props.invalid ? 'error.main' : alarming ? statusColor(props.status) : 'divider',
        fontWeight: alarming ? 600 : 400,
        color: alarming ? statusColor(props.status) : 'text.primary',
        '& input': { p: 0, textAlign: 'right' },
        '&:focus-within': { borderColor: 'primary.main', outline: '1px solid', outlineColor: 'primary.main' },
      }}
    />
  )
}

interface VitalRowProps {
  label: string
  unit: string
  children: (statusId: string) => React.ReactNode
  status?: VitalStatus | undefined
  /** Words for the status where "high" says too little. */
  statusText?: string | undefined
  /** A problem in words; takes the place of the status. */
  problem?: string | undefined
  /** The value before this visit, as `150/90 · 12.03`. */
  previous?: string | undefined
}

/** One line of vitals: name, value, unit, what it means for this age, and the value before. */
export function VitalRow({ label, unit, children, status, statusText, problem, previous }: VitalRowProps) {
  const { t } = useTranslation('visit')
  const statusId = useId()
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: '88px 126px 68px 1fr auto',
        alignItems: 'center',
        columnGap: 0.75,
        minHeight: 29,
      }}
    >
      <Typography variant="body2">{label}</Typography>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>{children(statusId)}</Box>
      <Typography variant="caption" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
        {unit}
      </Typography>
      <Typography
        id={statusId}
        variant="caption"
        sx={{
          // A sentence has a line of its own below the fields.
          ...(problem || statusText ? { gridColumn: '2 / -1', gridRow: 2, pb: 0.5 } : {}),
          color: problem ? 'error.main' : statusColor(status),
          fontWeight: status === 'normal' ? 400 : 600,
          lineHeight: 1.15,
        }}
      >
        {problem ?? statusText ?? (status ? t(`vitals.status.${status}`) : '')}
      </Typography>
      <Typography
        variant="caption"
        sx={{ color: 'text.secondary', whiteSpace: 'nowrap', gridColumn: 5, gridRow: 1 }}
        title={t('vitals.previous')}
      >
        {previous}
      </Typography>
    </Box>
  )
}
