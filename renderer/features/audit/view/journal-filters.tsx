import { MenuItem, Stack, TextField } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { auditActions } from '#shared/domain/audit/audit-event.schema.ts'
import { fullName } from '#shared/domain/patient/full-name.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { formatPartialDate } from '#shared/kit/partial-date.ts'
import { SearchField } from '../../../ui/fields/search-field.tsx'
import { usePatientDirectory } from '../../patients/index.ts'
import type { JournalFilter } from '../model/use-journal.ts'
import { PeriodFields } from './period-fields.tsx'

const mostFound = 20

/** By whom, whose, what and when. */
export function JournalFilters(props: {
  filter: JournalFilter
  onChange(filter: JournalFilter): void
  people: readonly { id: string; name: string }[]
}) {
  const { t } = useTranslation('audit')
  const { filter, onChange, people } = props
  const directory = usePatientDirectory()
  const [patient, setPatient] = useState<Patient | null>(null)
  const change = (part: Partial<JournalFilter>) => onChange({ ...filter, ...part })
  const find = (text: string): Patient[] =>
    text.trim() === '' || !directory
      ? []
      : directory
          .search(text, mostFound)
          .ids.flatMap((id) => directory.byId.get(id) ?? [])
          .slice(0, mostFound)
  return (
    <Stack direction="row" spacing={1} sx={{ mb: 1, alignItems: 'start' }}>
      <Choice
        label={t('journal.person')}
        value={filter.person}
        onChange={(person) => change({ person })}
        options={people.map(({ id, name }) => [id, name])}
        all={t('journal.all')}
      />
      <SearchField<Patient>
        label={t('journal.patient')}
        placeholder={t('journal.patientHint')}
        value={patient}
        load={find}
        keyOf={({ id }) => id}
        textOf={({ name, birthDate }) => `${fullName(name)}, ${formatPartialDate(birthDate)}`}
        onChange={(chosen) => {
          setPatient(chosen)
          change({ patient: chosen?.id })
        }}
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
