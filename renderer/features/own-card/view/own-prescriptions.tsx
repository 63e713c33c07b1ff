import { Button, Typography } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../ui/section.tsx'
import { dayOfMoment } from '../model/day-of-moment.ts'
import type { OwnCard } from '../model/own-card.ts'
import { RecordLine } from './record-line.tsx'

const shownPast = 3

/** Prescriptions with how to take them; past ones behind a line. */
export function OwnPrescriptions({ prescriptions }: Pick<OwnCard, 'prescriptions'>) {
  const { t } = useTranslation('card')
  const [showAll, setShowAll] = useState(false)
  const past = prescriptions.filter(({ isValid }) => !isValid)
  const shown = showAll
    ? prescriptions
    : [...prescriptions.filter(({ isValid }) => isValid), ...past.slice(0, shownPast)]
  return (
    <Section title={t('prescriptions.title')} flush>
      {shown.map(({ prescription: { id, medication, dosage, issuedOn, validUntil, status }, isValid }) => (
        <RecordLine
          key={id}
          quiet={!isValid}
          title={[medication.inn, medication.strength, medication.form].filter(Boolean).join(', ')}
          line={[
            dosage.text,
            status === 'cancelled' && t('prescriptions.cancelled'),
            isValid && validUntil
              ? t('prescriptions.validUntil', { date: dayOfMoment(validUntil) })
              : t('prescriptions.issued', { date: dayOfMoment(issuedOn) }),
          ]}
        />
      ))}
      {prescriptions.length === 0 && (
        <Typography variant="body2" sx={{ px: 1.5, py: 1, color: 'text.secondary' }}>
          {t('prescriptions.none')}
        </Typography>
      )}
      {past.length > shownPast && (
        <Button
          color="secondary"
          aria-expanded={showAll}
          onClick={() => setShowAll(!showAll)}
          sx={{ ml: 0.25 }}
        >
          {showAll ? t('showLess') : t('prescriptions.past', { count: past.length - shownPast })}
        </Button>
      )}
    </Section>
  )
}
