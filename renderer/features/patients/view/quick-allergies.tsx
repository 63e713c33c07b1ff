import { Button, Checkbox, Chip, FormControlLabel, MenuItem, Stack, TextField } from '@mui/material'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AllergyDraft } from '#shared/domain/patient/allergy.commands.ts'
import { Section } from '../../../ui/section.tsx'
import type { QuickAllergies } from '../model/kept-card-form.ts'
import { withTyped } from '../model/with-typed.ts'

/** Allergies at registration: a line each, or "asked, none". */
export function QuickAllergiesSection(props: {
  value: QuickAllergies
  onChange(value: QuickAllergies): void
}) {
  const { value, onChange } = props
  const { t } = useTranslation('patients')
  const [criticality, setCriticality] = useState<AllergyDraft['criticality']>('unable-to-assess')
  const add = () => onChange(withTyped(value, criticality))
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    add()
  }
  return (
    <Section title={t('form.allergies')}>
      <Stack spacing={1}>
        <Stack direction="row" spacing={1}>
          <TextField
            label={t('form.allergen')}
            value={value.typed}
            onChange={(event) => onChange({ ...value, typed: event.target.value })}
            onKeyDown={onKeyDown}
            disabled={value.confirmedNone}
          />
          <TextField
            select
            label={t('form.criticality')}
            value={criticality}
            onChange={(event) => setCriticality(event.target.value as AllergyDraft['criticality'])}
            sx={{ width: 210, flexShrink: 0 }}
            disabled={value.confirmedNone}
          >
            {(['high', 'low', 'unable-to-assess'] as const).map((option) => (
              <MenuItem key={option} value={option}>
                {t(`criticality.${option}`)}
              </MenuItem>
            ))}
          </TextField>
          <Button
            onClick={add}
            disabled={value.typed.trim() === ''}
            variant="outlined"
            sx={{ flexShrink: 0 }}
          >
            {t('form.addAllergy')}
          </Button>
        </Stack>
        {value.added.length > 0 && (
          <Stack direction="row" spacing={0.5} sx={{ flexWrap: 'wrap', rowGap: 0.5 }}>
            {value.added.map((allergy) => (
              <Chip
                key={allergy.substance.text}
                color="error"
                label={`${allergy.substance.text} · ${t(`criticality.${allergy.criticality}`)}`}
                onDelete={() => onChange({ ...value, added: value.added.filter((one) => one !== allergy) })}
              />
            ))}
          </Stack>
        )}
        <FormControlLabel
          control={<Checkbox />}
          label={t('form.noAllergies')}
          slotProps={{ typography: { variant: 'body2' } }}
          checked={value.confirmedNone}
          disabled={value.added.length > 0}
          onChange={(_event, confirmedNone) => onChange({ ...value, confirmedNone })}
        />
      </Stack>
    </Section>
  )
}
