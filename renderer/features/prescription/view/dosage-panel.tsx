import { Autocomplete, Checkbox, FormControlLabel, MenuItem, Stack, TextField } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { PrescriptionDraft } from '#shared/domain/prescription/prescription.draft.ts'
import { unitsFor, withDosage } from '../model/dosage-fields.ts'

const timesADay = [1, 2, 3, 4, 6, 0.5, 1 / 7]
const daysLong = [3, 5, 7, 10, 14, 21, 30, 60, 90]

interface DosagePanelProps {
  draft: PrescriptionDraft
  errorOf(path: string): string | undefined
  update(change: (draft: PrescriptionDraft) => PrescriptionDraft): void
}

const numberOf = (text: string): number | undefined => {
  const value = Number(text.replace(',', '.'))
  return text.trim() === '' || !Number.isFinite(value) || value <= 0 ? undefined : value
}

/** How to take it and how much: parts on the left make the text and the quantity, both may be written otherwise. */
export function DosagePanel({ draft, errorOf, update }: DosagePanelProps) {
  const { t } = useTranslation('prescription')
  const { dosage, quantity, medication } = draft
  const unit = quantity?.unit ?? unitsFor(medication.form)[0] ?? 'уп.'
  const units = [...new Set([unit, ...unitsFor(medication.form)])]
  const setQuantity = (value: number | undefined, nextUnit: string) =>
    update(({ quantity: _, ...rest }) => (value ? { ...rest, quantity: { value, unit: nextUnit } } : rest))

  return (
    <Stack spacing={1.5}>
      <Stack direction="row" spacing={1}>
        <TextField
          label={t('fields.dose')}
          value={dosage.dose ?? ''}
          onChange={(event) => update((current) => withDosage(current, { dose: event.target.value }))}
          slotProps={{ htmlInput: { maxLength: 100 } }}
        />
        <TextField
          select
          label={t('fields.timesPerDay')}
          value={dosage.timesPerDay ?? ''}
          onChange={(event) =>
            update((current) =>
              withDosage(current, { timesPerDay: Number(event.target.value) || undefined } as never),
            )
          }
        >
          <MenuItem value="">{t('fields.unset')}</MenuItem>
          {[...new Set([...timesADay, ...(dosage.timesPerDay ? [dosage.timesPerDay] : [])])].map((times) => (
            <MenuItem key={times} value={times}>
              {times === 0.5
                ? t('times.everyOther')
                : times < 0.2
                  ? t('times.weekly')
                  : t('times.perDay', { count: times })}
            </MenuItem>
          ))}
        </TextField>
        <Autocomplete
          freeSolo
          disableClearable
          options={daysLong.map(String)}
          filterOptions={(options) => options}
          inputValue={dosage.durationDays ? String(dosage.durationDays) : ''}
          onInputChange={(_event, text) => {
            const days = numberOf(text.replace(/\D/g, ''))
            update((current) =>
              withDosage(current, {
                durationDays: days === undefined ? undefined : Math.min(days, 3660),
              } as never),
            )
          }}
          sx={{ minWidth: 110 }}
          renderInput={(params) => <TextField {...params} label={t('fields.durationDays')} />}
        />
        <FormControlLabel
          control={
            <Checkbox
              checked={dosage.asNeeded ?? false}
              onChange={(event) =>
                update((current) => withDosage(current, { asNeeded: event.target.checked }))
              }
            />
          }
          label={t('fields.asNeeded')}
          sx={{ whiteSpace: 'nowrap' }}
        />
      </Stack>
      <TextField
        label={t('fields.text')}
        required
        multiline
        minRows={2}
        value={dosage.text ?? ''}
        onChange={(event) => update((current) => withDosage(current, { text: event.target.value }))}
        error={errorOf('dosage.text') !== undefined}
        helperText={errorOf('dosage.text') ?? t('fields.textHint')}
        slotProps={{ htmlInput: { 'data-path': 'dosage.text', lang: 'ru' } }}
      />
      <Stack direction="row" spacing={1}>
        <TextField
          label={t('fields.quantity')}
          required
          value={quantity ? String(quantity.value).replace('.', ',') : ''}
          onChange={(event) => setQuantity(numberOf(event.target.value), unit)}
          error={errorOf('quantity.value') !== undefined}
          helperText={errorOf('quantity.value')}
          slotProps={{ htmlInput: { inputMode: 'decimal', 'data-path': 'quantity.value' } }}
          sx={{ width: 210 }}
        />
        <TextField
          select
          label={t('fields.unit')}
          value={unit}
          onChange={(event) => setQuantity(quantity?.value, event.target.value)}
          sx={{ width: 110 }}
        >
          {units.map((each) => (
            <MenuItem key={each} value={each}>
              {each}
            </MenuItem>
          ))}
        </TextField>
      </Stack>
    </Stack>
  )
}
