import { Box, Link as TextLink, Typography } from '@mui/material'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { mayReadType } from '#shared/domain/access/index.ts'
import type { Prescription } from '#shared/domain/prescription/prescription.schema.ts'
import { formatPartialDate } from '#shared/kit/partial-date.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { shownNumber } from '../../../ui/fields/number-text.ts'
import { formatMoment } from '../../../ui/format.ts'

const amountText = (value: number, unit: string): string => [shownNumber(value), unit].join(' ')

/** How much was handed over, when and by whom. */
const givenText = ({ quantity, at, by }: NonNullable<Prescription['dispensed']>[number], unit = ''): string =>
  [quantity === undefined ? '' : amountText(quantity, unit), formatMoment(at), by].filter(Boolean).join(', ')

/** What is known of a prescription beside its printed form: terms, diagnosis, checks and the answers to them. */
export function PrescriptionFacts({ prescription }: { prescription: Prescription }) {
  const { t } = useTranslation('prescription')
  const { profile } = useWorkplace()
  const say = t as unknown as (key: string, values: Record<string, string>) => string
  const { medication, quantity, diagnosis, course, payment, validUntil, checks, visitId, patientId } =
    prescription
  const { dispensed = [] } = prescription
  const facts: [string, string | undefined][] = [
    [t('fields.inn'), [medication.inn, medication.form, medication.strength].filter(Boolean).join(', ')],
    [t('fields.text'), prescription.dosage.text],
    [t('fields.quantity'), quantity && amountText(quantity.value, quantity.unit)],
    [t('fields.payment'), t(`payments.${payment}`)],
    [t('fields.course'), course && t(`courses.${course}`)],
    [t('fields.diagnosis'), diagnosis && `${diagnosis.code} ${diagnosis.display}`],
    [t('fields.validUntilLabel'), validUntil && formatPartialDate(validUntil)],
    [t('fields.author'), prescription.practitioner.name],
    [t('dispense.given'), dispensed.map((one) => givenText(one, quantity?.unit)).join('\n')],
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
            <Typography
              component="dd"
              variant="body2"
              sx={{ m: 0, overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}
            >
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
