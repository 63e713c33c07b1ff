import { Button, Stack } from '@mui/material'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { fullName } from '#shared/domain/patient/full-name.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { Banner } from '../../../ui/banner.tsx'
import { formatMoment } from '../../../ui/format.ts'
import { type KeptForm, placeOfForm } from '../model/use-form-draft.ts'

/** Forms of cards that this person did not save before somebody else sat down at the PC. */
export function KeptForms() {
  const { t } = useTranslation('patients')
  const { data } = useWorkplace()
  const drafts = useLive(useMemo(() => data.formDrafts.watchAll(), [data]))
  const forms = drafts?.filter(({ place }) => place.startsWith(placeOfForm('')))
  if (!forms?.length) return null
  return (
    <Stack spacing={0.5} sx={{ mb: 1 }}>
      {forms.map(({ place, savedAtMs, content }) => {
        const { patient, form } = content as KeptForm
        const name = fullName(patient?.name ?? form.name)
        return (
          <Banner
            key={place}
            severity="info"
            title={t(patient ? 'kept.edit' : 'kept.new', { name, when: formatMoment(savedAtMs) })}
            action={
              <Button
                component={Link}
                to={patient ? `/patients/${patient.id}/edit` : '/patients/new'}
                color="inherit"
              >
                {t('kept.goOn')}
              </Button>
            }
          />
        )
      })}
    </Stack>
  )
}
