import { Box, MenuItem } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { formatPhone, normalizePhone } from '#shared/domain/patient/phone.ts'
import { Section } from '../../../ui/section.tsx'
import type { PatientFormModel } from '../model/use-patient-form.ts'
import { FormText } from './form-text.tsx'

const bloodGroups = [
  'O(I) Rh+',
  'O(I) Rh−',
  'A(II) Rh+',
  'A(II) Rh−',
  'B(III) Rh+',
  'B(III) Rh−',
  'AB(IV) Rh+',
  'AB(IV) Rh−',
]

/** Phones, who answers for a child, and the rest of the first page of a card. */
export function ContactsSection({ model, isChild }: { model: PatientFormModel; isChild: boolean }) {
  const { form, set } = model
  const { t } = useTranslation('patients')
  const shownPhone = (value: string) => formatPhone(normalizePhone(value) ?? value)
  const phone = (index: 0 | 1) => (
    <FormText
      model={model}
      path={`contacts.${index}.value`}
      label={t(index === 0 ? 'form.phone' : 'form.secondPhone')}
      value={form.phones[index]}
      onType={(value) => set({ phones: index === 0 ? [value, form.phones[1]] : [form.phones[0], value] })}
      onBlurCapture={() => {
        const shown = shownPhone(form.phones[index])
        if (shown !== form.phones[index])
          set({ phones: index === 0 ? [shown, form.phones[1]] : [form.phones[0], shown] })
      }}
      placeholder="+375 29 123-45-67"
      slotProps={{ htmlInput: { inputMode: 'tel', autoComplete: 'off' } }}
    />
  )
  const guardian = (part: 'name' | 'relation' | 'phone') => (
    <FormText
      model={model}
      path={`guardian.${part}`}
      label={t(`form.guardian.${part}`)}
      value={form.guardian[part]}
      onType={(value) => set({ guardian: { ...form.guardian, [part]: value } })}
    />
  )
  const known = bloodGroups.includes(form.bloodGroup) || !form.bloodGroup
  return (
    <Section title={t('form.contacts')}>
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 1.5 }}>
        {phone(0)}
        {phone(1)}
        {(isChild || form.guardian.name) && (
          <>
            {guardian('name')}
            <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1.3fr', gap: 1.5 }}>
              {guardian('relation')}
              {guardian('phone')}
            </Box>
          </>
        )}
        <FormText
          model={model}
          select
          path="bloodGroup"
          label={t('form.bloodGroup')}
          value={form.bloodGroup}
          onType={(bloodGroup) => set({ bloodGroup })}
          slotProps={{ select: { displayEmpty: true } }}
        >
          <MenuItem value="">{t('form.unknownBloodGroup')}</MenuItem>
          {(known ? bloodGroups : [...bloodGroups, form.bloodGroup]).map((group) => (
            <MenuItem key={group} value={group}>
              {group}
            </MenuItem>
          ))}
        </FormText>
        <FormText
          model={model}
          path="note"
          label={t('form.note')}
          value={form.note}
          onType={(note) => set({ note })}
          multiline
          maxRows={4}
        />
      </Box>
    </Section>
  )
}
