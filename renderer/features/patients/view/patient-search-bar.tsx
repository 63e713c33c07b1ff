import Search from '@mui/icons-material/Search'
import { Autocomplete, InputAdornment, MenuItem, Stack, TextField } from '@mui/material'
import type { KeyboardEvent, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Facility } from '#shared/contract/api.ts'
import { patientSearchField } from '../../../ui/patient-search-focus.ts'
import { useListState } from '../model/list-state.ts'
import { gridId } from './patient-table.tsx'

export interface PatientSearchBarProps {
  facilities: readonly Facility[]
  settlements: string[]
  /** A pharmacy knows no addresses: no filters by them. */
  brief: boolean
  activeRowId: string | undefined
  input: RefObject<HTMLInputElement | null>
  onKeyDown(event: KeyboardEvent): void
}

/** One field for everything a patient is known by, and two filters. */
export function PatientSearchBar(props: PatientSearchBarProps) {
  const { t } = useTranslation('patients')
  const { query, set } = useListState()
  return (
    <Stack direction="row" spacing={1}>
      <TextField
        autoFocus
        inputRef={props.input}
        value={query}
        onChange={(event) => set({ query: event.target.value, activeId: undefined })}
        onKeyDown={props.onKeyDown}
        placeholder={t(props.brief ? 'list.searchBrief' : 'list.searchPlaceholder')}
        sx={{ flex: 1 }}
        slotProps={{
          input: {
            startAdornment: (
              <InputAdornment position="start">
                <Search fontSize="small" />
              </InputAdornment>
            ),
          },
          htmlInput: {
            ...patientSearchField,
            role: 'combobox',
            'aria-label': t('list.searchLabel'),
            'aria-expanded': true,
            'aria-controls': gridId,
            'aria-activedescendant': props.activeRowId,
            autoComplete: 'off',
            spellCheck: false,
          },
        }}
      />
      {!props.brief && <Filters {...props} />}
    </Stack>
  )
}

/** Whose list, and which village. */
function Filters(props: Pick<PatientSearchBarProps, 'facilities' | 'settlements'>) {
  const { t } = useTranslation('patients')
  const { stationId, settlement, set } = useListState()
  return (
    <>
      <TextField
        select
        value={stationId}
        onChange={(event) => set({ stationId: event.target.value, activeId: undefined })}
        sx={{ width: 240 }}
        slotProps={{
          select: { displayEmpty: true },
          htmlInput: { 'aria-label': t('list.station') },
        }}
      >
        <MenuItem value="">{t('list.allStations')}</MenuItem>
        {props.facilities.map((facility) => (
          <MenuItem key={facility.id} value={facility.id}>
            {facility.name}
          </MenuItem>
        ))}
      </TextField>
      <Autocomplete
        options={props.settlements}
        value={settlement || null}
        onChange={(_event, value) => set({ settlement: value ?? '', activeId: undefined })}
        sx={{ width: 220 }}
        noOptionsText={t('list.noSuchVillage')}
        renderInput={(params) => (
          <TextField {...params} placeholder={t('list.allVillages')} aria-label={t('list.village')} />
        )}
      />
    </>
  )
}
