import { Autocomplete, TextField } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { ManagedClinic } from '#shared/contract/administration.ts'

/** The clinics that a district's IT staff administers. */
export function ClinicsField(props: {
  value: readonly string[]
  clinics: readonly ManagedClinic[]
  wrong: boolean
  onChange: (clinics: string[]) => void
}) {
  const { t } = useTranslation('administration')
  const labelOf = (id: string) => props.clinics.find((clinic) => clinic.id === id)?.facilities[0]?.name ?? id
  return (
    <Autocomplete
      multiple
      filterSelectedOptions
      options={props.clinics.map(({ id }) => id)}
      getOptionLabel={labelOf}
      value={[...props.value]}
      onChange={(_, clinics) => props.onChange(clinics)}
      renderInput={(params) => (
        <TextField
          {...params}
          label={t('account.clinics')}
          required
          error={props.wrong}
          helperText={props.wrong ? t('account.clinicsMissing') : undefined}
        />
      )}
    />
  )
}
