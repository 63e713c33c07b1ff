import { Box, Button, Typography } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import { diagnosisInWords, vitalsInWords } from '#shared/domain/visit/visit.words.ts'
import { KeyValueList } from '../../../ui/key-value-list.tsx'
import { Section } from '../../../ui/section.tsx'
import { dayOfMoment } from '../model/day-of-moment.ts'
import { recordStyle } from './record-line.tsx'

const shownFirst = 20

/** Visits, newest first; each opens to what was written. */
export function OwnVisits({ visits }: { visits: readonly Visit[] }) {
  const { t } = useTranslation('own-card')
  const [showAll, setShowAll] = useState(false)
  const shown = showAll ? visits : visits.slice(0, shownFirst)
  return (
    <Section title={t('visits.title')} flush>
      {shown.map((visit) => (
        <OwnVisit key={visit.id} visit={visit} />
      ))}
      {visits.length === 0 && (
        <Typography variant="body2" sx={{ px: 1.5, py: 1, color: 'text.secondary' }}>
          {t('visits.none')}
        </Typography>
      )}
      {visits.length > shownFirst && (
        <Button
          color="secondary"
          aria-expanded={showAll}
          onClick={() => setShowAll(!showAll)}
          sx={{ ml: 0.25 }}
        >
          {showAll ? t('showLess') : t('visits.more', { count: visits.length - shownFirst })}
        </Button>
      )}
    </Section>
  )
}

/** A heading with day, diagnosis and doctor; Enter and Space open it, as the browser has it. */
function OwnVisit({ visit }: { visit: Visit }) {
  const { t } = useTranslation('own-card')
  const { t: inVisit } = useTranslation('visit')
  const { t: inCard } = useTranslation()
  const wrong = visit.status === 'entered-in-error'
  const diagnoses = visit.diagnoses.map(diagnosisInWords)
  const said = wrong ? [t('visits.wrong')] : diagnoses.length > 0 ? diagnoses : [t('visits.noDiagnosis')]
  return (
    <Box component="details" sx={recordStyle}>
      <Box
        component="summary"
        sx={{
          cursor: 'pointer',
          ml: 2,
          listStylePosition: 'outside',
          ...(wrong && { color: 'text.secondary' }),
        }}
      >
        <b>{dayOfMoment(visit.startedAt)}</b>{' '}
        <Box component="span" sx={{ color: 'text.secondary', fontSize: 12 }}>
          {[visit.practitioner.name, inCard(`roles.${visit.practitioner.role}`), visit.facility?.name]
            .filter(Boolean)
            .join(' · ')}
        </Box>
        {said.map((line) => (
          <div key={line}>{line}</div>
        ))}
      </Box>
      <Box sx={{ py: 1, pl: 2, whiteSpace: 'pre-wrap' }}>
        <KeyValueList
          labelWidth={170}
          items={[
            { label: t('visits.why'), value: wrong ? visit.amendmentReason : undefined },
            { label: inVisit('fields.complaints'), value: visit.complaints },
            { label: inVisit('fields.history'), value: visit.history },
            { label: inVisit('fields.findings'), value: visit.findings },
            { label: inVisit('vitals.title'), value: vitalsInWords(visit.vitals) },
            { label: inVisit('diagnoses.title'), value: diagnoses.join('\n') },
            { label: inVisit('fields.plan'), value: visit.plan },
            {
              label: inVisit('next.label'),
              value: visit.nextVisitOn && dayOfMoment(visit.nextVisitOn),
            },
          ]}
        />
      </Box>
    </Box>
  )
}
