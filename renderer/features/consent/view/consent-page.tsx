import { Box, Button, Stack, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Consent } from '#shared/domain/consent/consent.schema.ts'
import { type PaperLanguage, paperLanguages } from '#shared/domain/consent/consent-texts.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useLanguage } from '../../../i18n/index.ts'
import { LoadingScreen } from '../../../ui/loading-screen.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PrintButtons } from '../../../ui/print/print-buttons.tsx'
import { PrintPreview } from '../../../ui/print/print-preview.tsx'
import { MissingRecord, PatientStrip } from '../../patients/index.ts'
import { consentPrint } from '../model/consent-print.ts'
import { useConsentWords } from '../model/use-consent-words.ts'
import { useFoundPatient } from '../model/use-found-patient.ts'
import { ConsentFacts } from './consent-facts.tsx'

/** One consent or refusal: the paper for the signature, what became of it, and what can be done. */
export function ConsentPage() {
  const { patientId = '', consentId = '' } = useParams({ strict: false })
  const { t } = useTranslation('consent')
  const found = useFoundPatient(patientId)
  if (!found) return <LoadingScreen />
  const { patient } = found
  const consent = patient?.consents?.find(({ id }) => id === consentId)
  if (!patient || !consent)
    return (
      <MissingRecord
        patientId={patientId}
        title={t('page.missing')}
        text={t('page.missingText')}
        toCard={t('page.toCard')}
      />
    )
  return <ShownConsent key={consent.id} patient={patient} consent={consent} />
}

function ShownConsent({ patient, consent }: { patient: Patient; consent: Consent }) {
  const { t } = useTranslation('consent')
  const { t: common } = useTranslation()
  const { profile } = useWorkplace()
  const screenLanguage = useLanguage()
  const [language, setLanguage] = useState<PaperLanguage>(screenLanguage === 'be' ? 'be' : 'ru')
  const words = useConsentWords()
  const paper = consentPrint(consent, patient, profile, language)
  return (
    <Box>
      <PatientStrip patient={patient} />
      <PageHeader
        title={words.what(consent)}
        windowTitle={t('title')}
        actions={
          <>
            <Button component={Link} to={`/patients/${patient.id}`}>
              {t('page.toCard')}
            </Button>
            <PrintButtons make={() => paper} main />
          </>
        }
      />
      <Stack direction="row" spacing={3} sx={{ alignItems: 'flex-start' }}>
        <Box sx={{ flex: '0 1 auto', minWidth: 0 }}>
          <Stack direction="row" spacing={1.5} sx={{ alignItems: 'center', mb: 0.5 }}>
            <Typography variant="caption" component="p" sx={{ color: 'text.secondary', flex: 1 }}>
              {t('page.preview')}
            </Typography>
            <ToggleButtonGroup
              exclusive
              size="small"
              aria-label={t('page.language')}
              value={language}
              onChange={(_, chosen: PaperLanguage | null) => chosen && setLanguage(chosen)}
            >
              {paperLanguages.map((each) => (
                <ToggleButton
                  key={each}
                  value={each}
                  lang={each}
                  sx={{ textTransform: 'none', px: 1.5, py: 0 }}
                >
                  {common(`languages.${each}`)}
                </ToggleButton>
              ))}
            </ToggleButtonGroup>
          </Stack>
          <PrintPreview document={paper} label={t('page.preview')} />
        </Box>
        <ConsentFacts patient={patient} consent={consent} />
      </Stack>
    </Box>
  )
}
