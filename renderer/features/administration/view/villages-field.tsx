import { Autocomplete, TextField } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { VillageChoice } from '../model/use-village-choices.ts'

/** Whose patients are theirs: stations and villages, chosen or typed. */
export function VillagesField(props: {
  value: readonly string[]
  choices: readonly VillageChoice[]
  /** A role that sees nobody without villages. */
  isBound: boolean
  onChange: (villages: string[]) => void
}) {
  const { t } = useTranslation('administration')
  const labelOf = (value: string) => props.choices.find((choice) => choice.value === value)?.label ?? value
  return (
    <Autocomplete
      multiple
      freeSolo
      filterSelectedOptions
      options={props.choices.map(({ value }) => value)}
      getOptionLabel={labelOf}
      value={[...props.value]}
      onChange={(_, villages) =>
        props.onChange([...new Set(villages.map((village) => village.trim()).filter(Boolean))])
      }
      renderInput={(params) => (
        <TextField
          {...params}
          label={t('account.villages')}
          placeholder={props.value.length === 0 ? t('account.villagesHint') : ''}
          helperText={t(props.isBound ? 'account.villagesBound' : 'account.villagesFree')}
        />
      )}
    />
  )
}
