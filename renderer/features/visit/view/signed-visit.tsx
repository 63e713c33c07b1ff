import { Box, Typography } from '@mui/material'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Prescription } from '#shared/domain/prescription/prescription.schema.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import { diagnosisInWords, vitalsInWords } from '#shared/domain/visit/visit.words.ts'
import { Section } from '../../../ui/section.tsx'
import { showDay, showMoment } from '../model/show-values.ts'
import { VisitPrescriptions } from './visit-prescriptions.tsx'

function Part({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: '170px 1fr', columnGap: 1.5, py: 0.5 }}>
      <Typography component="dt" variant="body2" sx={{ color: 'text.secondary' }}>
        {label}
      </Typography>
      <Typography
        component="dd"
        variant="body2"
        sx={{ m: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
      >
        {children}
      </Typography>
    </Box>
  )
}

/** What a signed visit says, to be read. Parts that say nothing are left out. */
export function SignedVisit({
  visit,
  prescriptions,
}: {
  visit: Visit
  prescriptions: readonly Prescription[]
}) {
  const { t } = useTranslation('visit')
  const parts: [string, string | undefined][] = [
    [t('fields.complaints'), visit.complaints],
    [t('fields.history'), visit.history],
    [t('fields.findings'), visit.findings],
    [t('vitals.title'), vitalsInWords(visit.vitals)],
    [t('diagnoses.title'), visit.diagnoses.map(diagnosisInWords).join('\n')],
    [t('history.fields.procedures'), visit.procedures?.map(({ text }) => text).join('\n')],
    [t('fields.plan'), visit.plan],
    [t('next.label'), visit.nextVisitOn && showDay(visit.nextVisitOn)],
  ]
  return (
    <Section>
      <Box component="dl" sx={{ m: 0 }}>
        {parts
          .filter(([, text]) => text)
          .map(([label, text]) => (
            <Part key={label} label={label}>
              {text}
            </Part>
          ))}
        {prescriptions.length > 0 && (
          <Box sx={{ display: 'grid', gridTemplateColumns: '170px 1fr', columnGap: 1.5, py: 0.5 }}>
            <Typography component="dt" variant="body2" sx={{ color: 'text.secondary' }}>
              {t('prescriptions.title')}
            </Typography>
            <Box component="dd" sx={{ m: 0 }}>
              <VisitPrescriptions patientId={visit.patientId} prescriptions={prescriptions} />
            </Box>
          </Box>
        )}
      </Box>
      <Typography variant="caption" component="p" sx={{ color: 'text.secondary', mt: 1 }}>
        {visit.signature
          ? t('view.signedBy', {
              name: [visit.signature.position, visit.signature.name].filter(Boolean).join(' '),
              at: showMoment(visit.signature.signedAt),
            })
          : visit.practitioner.name}
        {visit.facility && ` · ${visit.facility.name}`}
      </Typography>
    </Section>
  )
}
