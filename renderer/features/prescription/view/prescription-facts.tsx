import { Box, Link as TextLink, Typography } from '@mui/material'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { mayReadType } from '#shared/domain/access/index.ts'
import type { Prescription } from '#shared/domain/prescription/prescription.schema.ts'
import { formatPartialDate } from '#shared/kit/partial-date.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'

/** What is known of a prescription beside its printed form: terms, diagnosis, checks and the answers to them. */
export function PrescriptionFacts({ prescription }: { prescription: Prescription }) {
  const { t } = useTranslation('prescription')
  const { profile } = useWorkplace()
  const say = t as unknown as (key: string, values: Record<string, string>) => string
  const { medication, quantity, diagnosis, course, payment, validUntil, checks, visitId, patientId } =
    prescription
  const facts: [string, string | undefined][] = [
    [t('fields.inn'), [medication.inn, medication.form, medication.strength].filter(Boolean).join(', ')],
    [t('fields.text'), prescription.dosage.text],
    [t('fields.quantity'), quantity && [String(quantity.value).replace('.', ','), quantity.unit].join(' ')],
    [t('fields.payment'), t(`payments.${payment}`)],
    [t('fields.course'), course && t(`courses.${course}`)],
    [t('fields.diagnosis'), diagnosis && `${diagnosis.code} ${diagnosis.display}`],
    [t('fields.validUntilLabel'), validUntil && formatPartialDate(validUntil)],
    [t('fields.author'), prescription.practitioner.name],
  ]
  return (
    <Box component="dl" sx={{ m: 0, maxWidth: 560, flex: 1 }}>
      {facts
        .filter(([, text]) => text)
        .map(([label, text]) => (
          <Box key={label} sx={{ display: 'grid', gridTemplateColumns: '170px 1fr', py: 0.5 }}>
            <Typography component="dt" variant="body2" sx={{ color: 'text.secondary' }}>
              {label}
            </Typography>
            <Typography component="dd" variant="body2" sx={{ m: 0, overflowWrap: 'anywhere' }}>
              {text}
            </Typography>
          </Box>
        ))}
      {checks?.map((check) => (
        <Typography
          key={`${check.code} ${check.subject ?? ''}`}
          component="dd"
          variant="caption"
          sx={{ display: 'block', m: 0 }}
        >
          {say(`said.${check.code}`, {})}
          {check.overrideReason && `: ${check.overrideReason}`}
        </Typography>
      ))}
      {visitId && mayReadType(profile.practitioner.role, 'visit') && (
        <TextLink component={Link} to={`/patients/${patientId}/visits/${visitId}`}>
          {t('page.toVisit')}
        </TextLink>
      )}
    </Box>
  )
}
