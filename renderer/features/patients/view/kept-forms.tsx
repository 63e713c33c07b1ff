import { Button, Stack } from '@mui/material'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { fullName } from '#shared/domain/patient/full-name.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { Banner } from '../../../ui/banner.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { formatMoment } from '../../../ui/format.ts'
import type { PatientForm } from '../model/patient-form.ts'
import { type KeptForm, placeOfForm } from '../model/use-form-draft.ts'

/** In the address of the form of a new card: the one that was kept is meant. */
export const keptHash = 'kept'

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
                {...(patient
                  ? { to: `/patients/${patient.id}/edit` }
                  : { to: '/patients/new', hash: keptHash })}
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

/**
 * Stands before the form of a new card while another one is not saved: what was typed of one person must not be taken for
 * a beginning of the next.
 */
export function KeptNewForm(props: {
  form: PatientForm
  savedAtMs: number
  onGoOn: () => void
  onDiscard: () => Promise<void>
}) {
  const { t } = useTranslation('patients')
  return (
    <EmptyState
      title={t('kept.new', { name: fullName(props.form.name), when: formatMoment(props.savedAtMs) })}
      action={
        <Stack direction="row" spacing={1}>
          <Button color="error" onClick={() => void props.onDiscard()}>
            {t('kept.discard')}
          </Button>
          <Button variant="contained" autoFocus onClick={props.onGoOn}>
            {t('kept.goOn')}
          </Button>
        </Stack>
      }
    />
  )
}
