import { Autocomplete, Box, MenuItem, TextField } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { Facility } from '#shared/contract/api.ts'
import { Section } from '../../../ui/section.tsx'
import type { FormSuggestions } from '../model/form-suggestions.ts'
import type { AddressForm } from '../model/patient-form.ts'
import type { PatientFormModel } from '../model/use-patient-form.ts'
import { FormText } from './form-text.tsx'

/** Where the person lives and whose list they are on. A village known from other cards fills its district. */
export function AddressSection(props: {
  model: PatientFormModel
  suggestions: FormSuggestions
  stations: readonly Facility[]
}) {
  const { model, suggestions } = props
  const { form, set } = model
  const { t } = useTranslation('patients')
  const put = (change: Partial<AddressForm>) => set({ address: { ...form.address, ...change } })
  const text = (part: keyof AddressForm) => (
    <FormText
      model={model}
      path={`address.${part}`}
      label={t(`form.${part}`)}
      value={form.address[part]}
      onType={(value) => put({ [part]: value })}
    />
  )
  return (
    <Section title={t('form.address')}>
      <Box
        sx={{ display: 'grid', gridTemplateColumns: 'repeat(12, 1fr)', gap: 1.5, '& > *': { minWidth: 0 } }}
      >
        <Box sx={{ gridColumn: 'span 7' }}>
          <Autocomplete
            freeSolo
            options={suggestions.places}
            getOptionLabel={(place) => (typeof place === 'string' ? place : place.settlement)}
            getOptionKey={(place) => (typeof place === 'string' ? place : Object.values(place).join('|'))}
            inputValue={form.address.settlement}
            value={form.address.settlement}
            onInputChange={(_event, value, reason) => reason !== 'reset' && put({ settlement: value })}
            onChange={(_event, place) => {
              if (!place || typeof place === 'string') return put({ settlement: place ?? '' })
              const { stationId, ...address } = place
              set({
                address: { ...form.address, ...address },
                ...(!form.stationId && stationId && { stationId }),
              })
            }}
            renderOption={({ key, ...option }, place) => (
              <Box component="li" key={key} {...option} sx={{ gap: 1 }}>
                {place.settlement}
                <Box component="span" sx={{ color: 'text.secondary', fontSize: 12 }}>
                  {[place.selsovet, place.district].filter(Boolean).join(', ')}
                </Box>
              </Box>
            )}
            renderInput={(params) => (
              <TextField {...params} label={t('form.settlement')} placeholder={t('form.settlementHint')} />
            )}
          />
        </Box>
        <Box sx={{ gridColumn: 'span 5' }}>{text('selsovet')}</Box>
        <Box sx={{ gridColumn: 'span 7' }}>
          <Autocomplete
            freeSolo
            options={suggestions.streetsOf(form.address.settlement)}
            inputValue={form.address.street}
            value={form.address.street}
            onInputChange={(_event, value) => put({ street: value })}
            renderInput={(params) => <TextField {...params} label={t('form.street')} />}
          />
        </Box>
        <Box sx={{ gridColumn: 'span 3' }}>{text('house')}</Box>
        <Box sx={{ gridColumn: 'span 2' }}>{text('flat')}</Box>
        <Box sx={{ gridColumn: 'span 7' }}>
          <Autocomplete
            freeSolo
            options={suggestions.districts}
            inputValue={form.address.district}
            value={form.address.district}
            onInputChange={(_event, value) => put({ district: value })}
            renderInput={(params) => <TextField {...params} label={t('form.district')} />}
          />
        </Box>
        <Box sx={{ gridColumn: 'span 5' }}>{text('region')}</Box>
        <Box sx={{ gridColumn: 'span 12' }}>
          <TextField
            select
            label={t('form.station')}
            value={form.stationId}
            onChange={(event) => set({ stationId: event.target.value })}
            slotProps={{ select: { displayEmpty: true } }}
          >
            <MenuItem value="">{t('form.noStation')}</MenuItem>
            {props.stations.map((station) => (
              <MenuItem key={station.id} value={station.id}>
                {station.name}
              </MenuItem>
            ))}
          </TextField>
        </Box>
      </Box>
    </Section>
  )
}
