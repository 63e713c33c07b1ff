import { Autocomplete, Box, TextField, Typography } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InnEntry } from '#shared/reference/inn-search.ts'
import { useInn } from '../../../data/reference/use-reference.ts'

interface DrugPickerProps {
  inn: string
  error: string | undefined
  onPick(entry: InnEntry): void
  /** A name that no classifier has, typed as it is. */
  onText(inn: string): void
}

/** Finds a drug by its international name in Russian, Belarusian, Latin or English; other names may be typed. */
export function DrugPicker({ inn, error, onPick, onText }: DrugPickerProps) {
  const { t } = useTranslation('prescription')
  const drugs = useInn()
  const [typed, setTyped] = useState(inn)
  return (
    <Autocomplete<InnEntry, false, false, true>
      freeSolo
      options={drugs.search(typed, 20)}
      inputValue={typed}
      filterOptions={(options) => options}
      getOptionLabel={(option) => (typeof option === 'string' ? option : option.inn)}
      getOptionKey={(option) => (typeof option === 'string' ? option : option.inn)}
      autoHighlight
      slotProps={{ paper: { elevation: 6 } }}
      value={null}
      onInputChange={(_event, value, reason) => {
        // Only what a person does counts: after a choice the field shows the chosen drug, whatever was typed.
        if (reason !== 'input' && reason !== 'clear') return
        setTyped(value)
        onText(value)
      }}
      onChange={(_event, choice) => {
        // Enter on a begun name means the first drug of the list, as it stands highlighted.
        const entry = typeof choice === 'string' ? drugs.search(choice, 1)[0] : choice
        if (!entry) return
        setTyped(entry.inn)
        onPick(entry)
      }}
      renderOption={({ key, ...props }, option) => (
        <Box component="li" key={key} {...props} sx={{ display: 'flex', gap: 1, alignItems: 'baseline' }}>
          <Typography variant="body2" sx={{ fontWeight: 600 }}>
            {option.inn}
          </Typography>
          <Typography variant="caption" sx={{ color: 'text.secondary' }}>
            {[option.innLatin, option.forms.map(([form]) => form).join(', ')].filter(Boolean).join(' · ')}
          </Typography>
        </Box>
      )}
      renderInput={(params) => (
        <TextField
          {...params}
          label={t('fields.inn')}
          placeholder={t('fields.innPlaceholder')}
          required
          autoFocus
          error={error !== undefined}
          helperText={error}
          data-path="medication.inn"
        />
      )}
    />
  )
}
