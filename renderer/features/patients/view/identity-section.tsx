import { Box, FormControlLabel, FormLabel, Radio, RadioGroup, Stack, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { formatPartialDate } from '#shared/kit/partial-date.ts'
import { parseTypedDate } from '#shared/kit/typed-date.ts'
import { Section } from '../../../ui/section.tsx'
import type { FormSuggestions } from '../model/form-suggestions.ts'
import type { Names, PatientForm } from '../model/patient-form.ts'
import { useAgeText } from '../model/use-age-text.ts'
import type { PatientFormModel } from '../model/use-patient-form.ts'
import { FormText } from './form-text.tsx'

const parts = ['family', 'given', 'patronymic'] as const
const scripts = ['name', 'nameBe', 'nameLatin'] as const
const langs = { name: 'ru', nameBe: 'be', nameLatin: 'en' } as const

/** Who the person is. The personal number comes first: it fills sex and birth date. */
export function IdentitySection(props: {
  model: PatientFormModel
  suggestions: FormSuggestions
  today: string
  isNew: boolean
}) {
  const { model, today } = props
  const { form, set } = model
  const { t } = useTranslation('patients')
  const ageText = useAgeText()
  const birth = parseTypedDate(form.birthDate)
  const byNumber = (field: 'sex' | 'birthDate') => (model.filled.has(field) ? t('form.byNumber') : undefined)
  const emptyHint = form.personalNumber ? undefined : t('form.numberHint')
  const numberHint = model.filled.size > 0 ? t('form.numberFilled') : emptyHint
  const setName = (script: (typeof scripts)[number], part: keyof Names, value: string) =>
    set({ [script]: { ...form[script], [part]: value } } as Partial<PatientForm>)
  return (
    <Section title={t('form.identity')}>
      <Stack spacing={1.5}>
        <Box
          sx={{
            display: 'grid',
            gridTemplateColumns: 'minmax(0, 1fr) 250px minmax(0, 0.8fr)',
            gap: 1.5,
            alignItems: 'start',
          }}
        >
          <FormText
            model={model}
            path="personalNumber"
            label={t('form.personalNumber')}
            value={form.personalNumber}
            onType={model.setPersonalNumber}
            autoFocus={props.isNew}
            hint={numberHint}
            slotProps={{ htmlInput: { maxLength: 20, spellCheck: false, autoComplete: 'off' } }}
          />
          <Box data-path="sex">
            <RadioGroup
              row
              aria-labelledby="sex-label"
              sx={{ flexWrap: 'nowrap' }}
              value={form.sex}
              onChange={(_event, value) => set({ sex: value as PatientForm['sex'] })}
            >
              <FormLabel id="sex-label" sx={{ fontSize: 13, alignSelf: 'center', mr: 1 }}>
                {t('form.sex')}
              </FormLabel>
              {(['male', 'female'] as const).map((sex) => (
                <FormControlLabel
                  key={sex}
                  value={sex}
                  control={<Radio />}
                  label={t(`sex.${sex}`)}
                  slotProps={{ typography: { variant: 'body2' } }}
                  sx={{ mr: 1, ml: 0 }}
                />
              ))}
            </RadioGroup>
            <Typography variant="caption" sx={{ color: 'text.secondary' }}>
              {byNumber('sex')}
            </Typography>
          </Box>
          <FormText
            model={model}
            path="birthDate"
            label={t('form.birthDate')}
            value={form.birthDate}
            onType={(birthDate) => set({ birthDate })}
            onBlurCapture={() => birth && set({ birthDate: formatPartialDate(birth) })}
            placeholder={t('form.datePlaceholder')}
            required
            hint={
              [birth && birth <= today && ageText(birth, today), byNumber('birthDate')]
                .filter(Boolean)
                .join(' · ') || undefined
            }
            slotProps={{ htmlInput: { inputMode: 'numeric', autoComplete: 'off' } }}
          />
        </Box>
        {scripts.map((script) => (
          <Box
            key={script}
            role="group"
            aria-label={t(`form.${script}`)}
            sx={{ display: 'grid', gridTemplateColumns: '98px 1fr 1fr 1fr', gap: 1.5, alignItems: 'start' }}
          >
            <Typography variant="body2" sx={{ color: 'text.secondary', pt: 0.75 }}>
              {t(`form.${script}`)}
            </Typography>
            {parts.map((part) => {
              const likely =
                script === 'nameBe' ? props.suggestions.belarusian(part, form.name[part]) : undefined
              return (
                <FormText
                  key={part}
                  model={model}
                  path={`${script}.${part}`}
                  label={t(`form.${part}`)}
                  value={form[script][part]}
                  onType={(value) => setName(script, part, value)}
                  required={script === 'name' && part === 'family'}
                  placeholder={likely ? t('form.likely', { text: likely }) : ''}
                  slotProps={{ htmlInput: { lang: langs[script], autoComplete: 'off', spellCheck: false } }}
                />
              )
            })}
          </Box>
        ))}
        <Box sx={{ display: 'grid', gridTemplateColumns: '98px 2fr 1fr', gap: 1.5 }}>
          <span />
          <FormText
            model={model}
            path="previousNames"
            label={t('form.previousFamilies')}
            value={form.previousFamilies}
            onType={(previousFamilies) => set({ previousFamilies })}
            hint={t('form.previousHint')}
          />
          {!props.isNew && (
            <FormText
              model={model}
              path="deceasedAt"
              label={t('form.deceasedAt')}
              value={form.deceasedAt}
              onType={(deceasedAt) => set({ deceasedAt })}
              placeholder={t('form.datePlaceholder')}
            />
          )}
        </Box>
      </Stack>
    </Section>
  )
}
