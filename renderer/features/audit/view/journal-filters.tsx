import { MenuItem, Stack, TextField } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { auditActions } from '#shared/domain/audit/audit-event.schema.ts'
import { SearchField } from '../../../ui/fields/search-field.tsx'
import type { FoundPatient, JournalDesk } from '../model/journal-desk.ts'
import type { JournalFilter } from '../model/use-journal.ts'
import { PeriodFields } from './period-fields.tsx'

/** By whom, whose, what and when. */
export function JournalFilters(props: {
  desk: JournalDesk
  filter: JournalFilter
  onChange(filter: JournalFilter): void
  people: readonly { id: string; name: string }[]
}) {
  const { t } = useTranslation('audit')
  const { desk, filter, onChange, people } = props
  const chosen = filter.patient
  const patient = chosen === undefined ? null : { id: chosen, text: desk.nameOf(chosen) ?? chosen }
  const change = (part: Partial<JournalFilter>) => onChange({ ...filter, ...part })
  return (
    <Stack direction="row" spacing={1} sx={{ mb: 1, alignItems: 'start' }}>
      <Choice
        label={t('journal.person')}
        value={filter.person}
        onChange={(person) => change({ person })}
        options={people.map(({ id, name }) => [id, name])}
        all={t('journal.all')}
      />
      <SearchField<FoundPatient>
        label={t('journal.patient')}
        placeholder={t('journal.patientHint')}
        value={patient}
        load={desk.find}
        keyOf={({ id }) => id}
        textOf={({ text }) => text}
        onChange={(found) => change({ patient: found?.id })}
        sx={{ width: 280 }}
      />
      <Choice
        label={t('journal.action')}
        value={filter.action}
        onChange={(action) => change({ action })}
        options={auditActions.map((action) => [
          action,
          action === 'unlock-failed' ? t('actions.unlock-failed', { count: 1 }) : t(`actions.${action}`),
        ])}
        all={t('journal.all')}
      />
      <PeriodFields
        from={filter.from}
        to={filter.to}
        onFrom={(from) => change({ from })}
        onTo={(to) => change({ to })}
      />
    </Stack>
  )
}

function Choice(props: {
  label: string
  value: string | undefined
  onChange(value: string | undefined): void
  options: readonly (readonly [value: string, label: string])[]
  all: string
}) {
  return (
    <TextField
      select
      label={props.label}
      value={props.value ?? ''}
      onChange={(event) => props.onChange(event.target.value || undefined)}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
      sx={{ width: 220 }}
    >
      <MenuItem value="">{props.all}</MenuItem>
      {props.options.map(([value, label]) => (
        <MenuItem key={value} value={value}>
          {label}
        </MenuItem>
      ))}
    </TextField>
  )
}
