import { Autocomplete, Box, Stack, TextField, Typography } from '@mui/material'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Coding } from '#shared/domain/common/envelope.ts'
import { useIcd10 } from '../../../data/reference/use-reference.ts'

interface Choice {
  coding: Coding
  group: 'problems' | 'recent' | 'found'
}

export interface DiagnosisPickerProps {
  onPick(coding: Coding): void
  /** Shown first while nothing is typed: the patient's problems, then what this clinician chose lately. */
  problems?: readonly Coding[]
  recent?: readonly Coding[]
  label?: string
  autoFocus?: boolean
  disabled?: boolean
  error?: boolean
  helperText?: string
  /** `data-path` of the field, for problems that lead to it. */
  path?: string
}

const unique = (choices: Choice[]): Choice[] => {
  const seen = new Set<string>()
  return choices.filter(({ coding: { code } }) => !seen.has(code) && seen.add(code))
}

/**
 * Finds a diagnosis by its ICD-10 code, in whatever layout it is typed, or by words. Empties itself after a choice,
 * so that the next diagnosis can be typed at once.
 */
export function DiagnosisPicker({ onPick, problems = [], recent = [], ...props }: DiagnosisPickerProps) {
  const { t } = useTranslation('visit')
  const icd10 = useIcd10()
  const [typed, setTyped] = useState('')
  const query = typed.trim()

  const suggestions = useMemo<Choice[]>(
    () =>
      unique([
        ...problems.map((coding) => ({ coding, group: 'problems' as const })),
        ...recent.map((coding) => ({ coding, group: 'recent' as const })),
      ]),
    [problems, recent],
  )
  const choices: Choice[] =
    query === ''
      ? suggestions
      : icd10.search(query, 30).map((entry) => ({
          coding: { system: 'icd-10', version: icd10.version, code: entry.code, display: entry.title },
          group: 'found',
        }))

  return (
    <Autocomplete
      options={choices}
      value={null}
      inputValue={typed}
      filterOptions={(options) => options}
      getOptionLabel={({ coding }) => `${coding.code} ${coding.display}`}
      getOptionKey={({ coding }) => coding.code}
      groupBy={query === '' ? ({ group }) => t(`diagnoses.groups.${group}`) : undefined}
      onInputChange={(_event, value, reason) => reason !== 'reset' && setTyped(value)}
      onChange={(_event, choice) => {
        if (!choice) return
        setTyped('')
        onPick(choice.coding)
      }}
      autoHighlight
      slotProps={{ paper: { elevation: 6 } }}
      openOnFocus={suggestions.length > 0}
      blurOnSelect={false}
      clearOnBlur={false}
      disabled={props.disabled ?? false}
      loading={icd10.status === 'loading'}
      loadingText={t('diagnoses.loading')}
      noOptionsText={query === '' ? t('diagnoses.typeToFind') : t('diagnoses.notFound', { query })}
      forcePopupIcon={false}
      renderOption={({ key, ...optionProps }, { coding }) => (
        <Box component="li" key={key} {...optionProps}>
          <Stack direction="row" spacing={1} sx={{ alignItems: 'baseline', minWidth: 0 }}>
            <Typography variant="body2" sx={{ fontWeight: 600, minWidth: 44 }}>
              {coding.code}
            </Typography>
            <Typography variant="body2">{coding.display}</Typography>
          </Stack>
        </Box>
      )}
      renderInput={(params) => (
        <TextField
          {...params}
          label={props.label ?? t('diagnoses.add')}
          placeholder={t('diagnoses.placeholder')}
          autoFocus={props.autoFocus ?? false}
          error={props.error ?? false}
          helperText={props.helperText}
          {...(props.path ? { 'data-path': props.path } : {})}
        />
      )}
    />
  )
}
