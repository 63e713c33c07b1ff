import { Box, Stack } from '@mui/material'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { copyFromVisit } from '#shared/domain/visit/visit.reuse.ts'
import { dayOf, monthsAt } from '#shared/domain/visit/visit.rules.ts'
import type { VisitDraft } from '#shared/domain/visit/visit.schema.ts'
import { currentVersions } from '#shared/domain/visit/visit.versions.ts'
import { isoNow } from '#shared/kit/clock.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { Banner } from '../../../ui/banner.tsx'
import { Section } from '../../../ui/section.tsx'
import { FilesSection } from '../../files/index.ts'
import { PatientStrip } from '../../patients/index.ts'
import { previousVitals } from '../model/previous-vitals.ts'
import { useVisitForm, type VisitFormProps } from '../model/use-visit-form.ts'
import { AmendmentReason } from './amendment-reason.tsx'
import { NextVisitField } from './next-visit-field.tsx'
import { SigningProblems } from './signing-problems.tsx'
import { VisitDiagnoses } from './visit-diagnoses.tsx'
import { VisitHeader } from './visit-header.tsx'
import { VisitPrescriptions } from './visit-prescriptions.tsx'
import { VisitTexts } from './visit-texts.tsx'
import { VitalsPanel } from './vitals-panel.tsx'

const withNextVisit = ({ nextVisitOn: _, ...rest }: VisitDraft, day: string | undefined): VisitDraft =>
  day ? { ...rest, nextVisitOn: day } : rest

/** The visit while it is written: texts on the left, what is measured and decided on the right. */
export function VisitForm(props: VisitFormProps) {
  const { patient, record } = props
  const { t } = useTranslation('visit')
  const { context } = useWorkplace()
  const form = useVisitForm(props)
  const { draft, update, errorOf, spoken } = form

  const previous = useMemo(
    () => previousVitals(record.visits, draft.replaces?.rootId),
    [record.visits, draft.replaces?.rootId],
  )
  const last = currentVersions(record.visits).find(
    ({ status, rootId }) => status !== 'entered-in-error' && rootId !== draft.replaces?.rootId,
  )
  useEffect(() => {
    const title = t('page.title')
    document.title = `${title} · Lekar`
  }, [t])

  return (
    <Box inert={form.busy} sx={{ maxWidth: 1800 }}>
      <PatientStrip patient={patient} />
      <VisitHeader
        draft={draft}
        patient={patient}
        saving={form.saving}
        busy={form.busy}
        startError={errorOf('startedAt')}
        now={isoNow(context.clock)}
        onChange={update}
        onSign={form.sign}
        {...(last
          ? {
              onCopy: () => update((current) => copyFromVisit(current, last, context)),
              lastDay: dayOf(last.startedAt),
            }
          : {})}
      />
      <SigningProblems problems={form.missing} />
      {form.notSaved && <Banner severity="danger" title={t('signing.notSaved')} />}
      {draft.replaces && (
        <AmendmentReason
          version={draft.replaces.version}
          value={draft.amendmentReason}
          error={errorOf('amendmentReason')}
          onChange={(amendmentReason) => update({ amendmentReason })}
        />
      )}
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: { xs: '1fr', md: 'minmax(0, 1fr) 540px' },
          gap: 1.5,
          alignItems: 'start',
        }}
      >
        <Stack spacing={1.5} sx={{ pt: 1 }}>
          <VisitTexts draft={draft} errorOf={errorOf} onChange={update} onBlur={form.save} />
          <NextVisitField
            value={draft.nextVisitOn}
            visitDay={dayOf(draft.startedAt)}
            error={errorOf('nextVisitOn')}
            onChange={(day) => update((current) => withNextVisit(current, day))}
          />
          <Section title={t('prescriptions.title')}>
            <VisitPrescriptions
              patientId={patient.id}
              prescriptions={record.prescriptions.filter(({ visitId }) => visitId === draft.id)}
              onAdd={form.addPrescription}
            />
          </Section>
          <FilesSection patientId={patient.id} visitId={draft.replaces?.rootId ?? draft.id} />
        </Stack>
        <Stack spacing={1}>
          <Section title={t('vitals.title')}>
            <VitalsPanel
              vitals={draft.vitals ?? {}}
              months={monthsAt(patient.birthDate, draft.startedAt)}
              previous={previous}
              problems={spoken}
              onChange={(vitals) => update({ vitals })}
            />
          </Section>
          <VisitDiagnoses
            diagnoses={draft.diagnoses}
            record={record}
            listing={form.diagnoses}
            problems={spoken}
            error={errorOf('diagnoses')}
            onChange={update}
          />
        </Stack>
      </Box>
    </Box>
  )
}
