import { Box, Button, Stack } from '@mui/material'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Coding } from '#shared/domain/common/envelope.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import type { PrescriptionDraft } from '#shared/domain/prescription/prescription.draft.ts'
import type { Prescription } from '#shared/domain/prescription/prescription.schema.ts'
import { minskDay } from '#shared/kit/partial-date.ts'
import { useProblemText } from '../../../i18n/problem-text.ts'
import { Banner } from '../../../ui/banner.tsx'
import { isInDialog } from '../../../ui/is-typing.ts'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { Section } from '../../../ui/section.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import { PatientStrip } from '../../patients/index.ts'
import { usePrescribing } from '../model/use-prescribing.ts'
import { usePrescriptionDraft } from '../model/use-prescription-draft.ts'
import { CheckFindings } from './check-findings.tsx'
import { DosagePanel } from './dosage-panel.tsx'
import { DrugPanel } from './drug-panel.tsx'
import { TermsPanel } from './terms-panel.tsx'

interface PrescriptionFormProps {
  patient: Patient
  prescriptions: readonly Prescription[]
  visitId: string | undefined
  /** A repeated prescription, or one that was begun before. */
  initial: PrescriptionDraft | undefined
  /** Diagnoses to choose from: of the visit, of the problem list. */
  diagnoses: readonly Coding[]
  /** Given for a prescription that was begun before: throws it away and begins another. */
  onAnew?: () => void
}

/** Problems that are no omission: they are said before signing is asked for. */
const early = (code: string) =>
  code.includes('feldsher') || code.includes('abbreviated') || code.includes('role')

function focusField(form: HTMLElement | null, path: string): void {
  const place = form?.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`)
  const field = place?.matches('input, textarea')
    ? place
    : place?.querySelector<HTMLElement>('input, textarea')
  field?.focus()
}

/** Writes one prescription; what the checks say stands beside it while it is written. */
export function PrescriptionForm(props: PrescriptionFormProps) {
  const { patient, prescriptions, visitId, initial, diagnoses, onAnew } = props
  const { t } = useTranslation('prescription')
  const problemText = useProblemText()
  const { draft, update, saving, stopSaving, context, findings, problems } = usePrescriptionDraft(
    patient,
    prescriptions,
    { visitId, draft: initial },
  )
  const prescribing = usePrescribing()
  const [asked, setAsked] = useState(false)
  const [notSaved, setNotSaved] = useState(false)
  const form = useRef<HTMLDivElement>(null)

  const spoken = problems.filter(({ code }) => asked || early(code))
  const errorOf = (path: string) => {
    const problem = spoken.find((each) => each.path === path)
    return problem && problemText(problem)
  }

  async function sign() {
    setAsked(true)
    setNotSaved(false)
    const outcome = await prescribing.sign(draft, context, stopSaving)
    if (outcome === 'signed') showToast(t('signing.done'))
    if (outcome === 'not-saved') setNotSaved(true)
    if (outcome === 'incomplete') focusField(form.current, problems[0]?.path ?? '')
  }
  const newest = useRef(sign)
  newest.current = sign
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key !== 'Enter' || isInDialog(event.target)) return
      event.preventDefault()
      void newest.current()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])

  return (
    <Box ref={form} inert={prescribing.busy} sx={{ maxWidth: 1400 }}>
      <PatientStrip patient={patient} />
      <PageHeader
        title={t('page.title')}
        actions={
          <>
            {onAnew && <Button onClick={onAnew}>{t('draft.anew')}</Button>}
            <Button variant="contained" onClick={() => void sign()} disabled={prescribing.busy}>
              {t(visitId ? 'signing.signAndReturn' : 'signing.sign')}&nbsp;
              <KeyHint keys="Ctrl+Enter" />
            </Button>
          </>
        }
      />
      {onAnew && <Banner severity="info" title={t('draft.found')} />}
      {saving.kind === 'failed' && <Banner severity="warning" title={t('draft.failed')} />}
      {notSaved && <Banner severity="danger" title={t('signing.notSaved')} />}
      {spoken
        .filter(({ path }) => path === '')
        .map((problem) => (
          <Banner key={problem.code} severity="danger" title={problemText(problem)} />
        ))}
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: { xs: '1fr', md: 'minmax(0, 1fr) 480px' },
          gap: 1.5,
          alignItems: 'start',
          mt: 1,
        }}
      >
        <Stack spacing={1.5}>
          <Section title={t('page.drug')}>
            <DrugPanel draft={draft} errorOf={errorOf} update={update} />
          </Section>
          <Section title={t('page.dosage')}>
            <Box sx={{ pt: 0.5 }}>
              <DosagePanel draft={draft} errorOf={errorOf} update={update} />
            </Box>
          </Section>
        </Stack>
        <Stack spacing={1.5}>
          <CheckFindings
            findings={findings.filter(({ code }) => code !== 'control-unknown' || draft.medication.form)}
            overrides={draft.overrides}
            asked={asked}
            onOverride={(key, reason) =>
              update((current) => ({ ...current, overrides: { ...current.overrides, [key]: reason } }))
            }
          />
          <Section title={t('page.terms')}>
            <TermsPanel
              draft={draft}
              day={minskDay(context.clock.now())}
              diagnoses={diagnoses}
              errorOf={errorOf}
              update={update}
            />
          </Section>
        </Stack>
      </Box>
    </Box>
  )
}
