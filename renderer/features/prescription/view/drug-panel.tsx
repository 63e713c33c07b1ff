import { Autocomplete, Stack, TextField, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { PrescriptionDraft } from '#shared/domain/prescription/prescription.draft.ts'
import { useInn } from '../../../data/reference/use-reference.ts'
import { withDrug, withForm } from '../model/dosage-fields.ts'
import { DrugPicker } from './drug-picker.tsx'

interface DrugPanelProps {
  draft: PrescriptionDraft
  errorOf(path: string): string | undefined
  update(change: (draft: PrescriptionDraft) => PrescriptionDraft): void
}

/** Which drug: its name, form and strength, chosen from the classifier or written freely. */
export function DrugPanel({ draft, errorOf, update }: DrugPanelProps) {
  const { t } = useTranslation('prescription')
  const drugs = useInn()
  const { medication } = draft
  const forms = drugs.byInn(medication.inn ?? '')?.forms ?? []
  const strengths = forms.find(([form]) => form === medication.form)?.[1] ?? []
  const withStrength = (strength: string) => (current: PrescriptionDraft) => ({
    ...current,
    medication: { ...current.medication, strength },
  })

  return (
    <Stack spacing={1.5} sx={{ pt: 0.5 }}>
      <DrugPicker
        inn={medication.inn ?? ''}
        error={errorOf('medication.inn')}
        onPick={(chosen) => update((current) => withDrug(current, chosen))}
        onText={(inn) =>
          update((current) => ({ ...current, medication: inn ? { inn, control: 'unknown' } : {} }))
        }
      />
      <Stack direction="row" spacing={1}>
        <Suggested
          label={t('fields.form')}
          path="medication.form"
          required
          options={forms.map(([form]) => form)}
          value={medication.form ?? ''}
          error={errorOf('medication.form')}
          onChange={(form) => update((current) => withForm(current, form))}
        />
        <Suggested
          label={t('fields.strength')}
          path="medication.strength"
          width={220}
          options={strengths}
          value={medication.strength ?? ''}
          error={errorOf('medication.strength')}
          onChange={(strength) => update(withStrength(strength))}
        />
      </Stack>
      {medication.innLatin && (
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          Rp.: {medication.innLatin}
        </Typography>
      )}
    </Stack>
  )
}

interface SuggestedProps {
  label: string
  path: string
  options: readonly string[]
  value: string
  error: string | undefined
  required?: boolean
  /** Pixels; all that is left when not given. */
  width?: number
  onChange(text: string): void
}

/** A text with usual values to choose from. */
function Suggested({ label, path, options, value, error, required, width, onChange }: SuggestedProps) {
  return (
    <Autocomplete
      freeSolo
      options={[...options]}
      inputValue={value}
      onInputChange={(_event, text, reason) => reason !== 'reset' && onChange(text)}
      onChange={(_event, text) => text && onChange(text)}
      openOnFocus
      slotProps={{ paper: { elevation: 6 } }}
      sx={width ? { width } : { flex: 1 }}
      renderInput={(params) => (
        <TextField
          {...params}
          label={label}
          required={required ?? false}
          error={error !== undefined}
          helperText={error}
          data-path={path}
        />
      )}
    />
  )
}
