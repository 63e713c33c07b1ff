import { MenuItem, Stack, TextField } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { mayPrescribe } from '#shared/domain/access/index.ts'
import type { Coding } from '#shared/domain/common/envelope.ts'
import type { PrescriptionDraft } from '#shared/domain/prescription/prescription.draft.ts'
import { validUntil } from '#shared/domain/prescription/prescription-validity.ts'
import { formatPartialDate } from '#shared/kit/partial-date.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'

interface TermsPanelProps {
  draft: PrescriptionDraft
  /** The day it is signed on, `YYYY-MM-DD`. */
  day: string
  /** Diagnoses to choose from: of the visit, of the problem list. */
  diagnoses: readonly Coding[]
  errorOf(path: string): string | undefined
  update(change: (draft: PrescriptionDraft) => PrescriptionDraft): void
}

/** Who pays, until when it is valid, for how long and for what it is prescribed. */
export function TermsPanel({ draft, day, diagnoses, errorOf, update }: TermsPanelProps) {
  const { t } = useTranslation('prescription')
  const { profile } = useWorkplace()
  // A feldsher may write ordinary ones only; what a repeated prescription has stays visible, with its problem.
  const payments = (['ordinary', 'preferential', 'free'] as const).filter(
    (payment) =>
      payment === 'ordinary' || payment === draft.payment || mayPrescribe(profile.practitioner.role, payment),
  )
  const until = validUntil(draft.payment, draft.medication.control, day)
  return (
    <Stack spacing={1.5} sx={{ pt: 0.5 }}>
      <TextField
        select
        label={t('fields.payment')}
        value={draft.payment}
        onChange={({ target }) =>
          update((current) => ({ ...current, payment: target.value as PrescriptionDraft['payment'] }))
        }
        error={errorOf('payment') !== undefined}
        helperText={
          errorOf('payment') ?? (until && t('fields.validUntil', { date: formatPartialDate(until) }))
        }
        slotProps={{ htmlInput: { 'data-path': 'payment' } }}
      >
        {payments.map((payment) => (
          <MenuItem key={payment} value={payment}>
            {t(`payments.${payment}`)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        select
        label={t('fields.course')}
        value={draft.course ?? ''}
        onChange={({ target }) =>
          update(({ course: _, ...rest }) =>
            target.value ? { ...rest, course: target.value as 'course' } : rest,
          )
        }
      >
        <MenuItem value="">{t('fields.unset')}</MenuItem>
        {(['long-term', 'course', 'short-term'] as const).map((course) => (
          <MenuItem key={course} value={course}>
            {t(`courses.${course}`)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        select
        label={t('fields.diagnosis')}
        value={diagnoses.some(({ code }) => code === draft.diagnosis?.code) ? draft.diagnosis?.code : ''}
        onChange={({ target }) => {
          const chosen = diagnoses.find(({ code }) => code === target.value)
          update(({ diagnosis: _, ...rest }) => (chosen ? { ...rest, diagnosis: chosen } : rest))
        }}
      >
        <MenuItem value="">{t('fields.unset')}</MenuItem>
        {diagnoses.map(({ code, display }) => (
          <MenuItem key={code} value={code}>
            {code} {display}
          </MenuItem>
        ))}
      </TextField>
    </Stack>
  )
}
