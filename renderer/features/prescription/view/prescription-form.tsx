import { Autocomplete, Box, Button, MenuItem, Stack, TextField, Typography } from '@mui/material'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Coding } from '#shared/domain/common/envelope.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import type { PrescriptionDraft } from '#shared/domain/prescription/prescription.draft.ts'
import type { Prescription } from '#shared/domain/prescription/prescription.schema.ts'
import { validUntil } from '#shared/domain/prescription/prescription-validity.ts'
import { formatPartialDate, minskDay } from '#shared/kit/partial-date.ts'
import { useInn } from '../../../data/reference/use-reference.ts'
import { useProblemText } from '../../../i18n/problem-text.ts'
import { Banner } from '../../../ui/banner.tsx'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { Section } from '../../../ui/section.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import { PatientStrip } from '../../patients/index.ts'
import { withDrug, withForm } from '../model/dosage-fields.ts'
import { usePrescribing } from '../model/use-prescribing.ts'
import { usePrescriptionDraft } from '../model/use-prescription-draft.ts'
import { CheckFindings } from './check-findings.tsx'
import { DosagePanel } from './dosage-panel.tsx'
import { DrugPicker } from './drug-picker.tsx'

interface PrescriptionFormProps {
  patient: Patient
  prescriptions: readonly Prescription[]
  visitId: string | undefined
  /** A repeated prescription. */
  initial: PrescriptionDraft | undefined
  /** Diagnoses to choose from: of the visit, of the problem list. */
  diagnoses: readonly Coding[]
}

/** Writes one prescription; what the checks say stands beside it while it is written. */
export function PrescriptionForm({
  patient,
  prescriptions,
  visitId,
  initial,
  diagnoses,
}: PrescriptionFormProps) {
  const { t } = useTranslation('prescription')
  const problemText = useProblemText()
  const drugs = useInn()
  const { draft, update, context, findings, problems } = usePrescriptionDraft(patient, prescriptions, {
    visitId,
    draft: initial,
  })
  const prescribing = usePrescribing()
  const [asked, setAsked] = useState(false)
  const [notSaved, setNotSaved] = useState(false)
  const form = useRef<HTMLDivElement>(null)

  const early = (code: string) =>
    code.includes('feldsher') || code.includes('abbreviated') || code.includes('role')
  const spoken = problems.filter(({ code }) => asked || early(code))
  const errorOf = (path: string) => {
    const problem = spoken.find((each) => each.path === path)
    return problem && problemText(problem)
  }
  const entry = drugs.byInn(draft.medication.inn ?? '')
  const forms = entry?.forms ?? []
  const strengths = forms.find(([form]) => form === draft.medication.form)?.[1] ?? []
  const until = validUntil(draft.payment, draft.medication.control, minskDay(context.clock.now()))

  async function sign() {
    setAsked(true)
    setNotSaved(false)
    const outcome = await prescribing.sign(draft, context)
    if (outcome === 'signed') showToast(t('signing.done'))
    if (outcome === 'not-saved') setNotSaved(true)
    const first = problems[0]
    if (outcome === 'incomplete' && first) {
      const place = form.current?.querySelector<HTMLElement>(`[data-path="${CSS.escape(first.path)}"]`)
      const field = place?.matches('input, textarea')
        ? place
        : place?.querySelector<HTMLElement>('input, textarea')
      field?.focus()
    }
  }
  const newest = useRef(sign)
  newest.current = sign
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key !== 'Enter') return
      event.preventDefault()
      void newest.current()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])

  const general = spoken.filter(({ path }) => path === '')
  return (
    <Box ref={form} inert={prescribing.busy} sx={{ maxWidth: 1400 }}>
      <PatientStrip patient={patient} />
      <PageHeader
        title={t('page.title')}
        actions={
          <Button variant="contained" onClick={() => void sign()} disabled={prescribing.busy}>
            {t(visitId ? 'signing.signAndReturn' : 'signing.sign')}&nbsp;
            <KeyHint keys="Ctrl+Enter" />
          </Button>
        }
      />
      {notSaved && <Banner severity="danger" title={t('signing.notSaved')} />}
      {general.map((problem) => (
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
            <Stack spacing={1.5} sx={{ pt: 0.5 }}>
              <DrugPicker
                inn={draft.medication.inn ?? ''}
                error={errorOf('medication.inn')}
                onPick={(chosen) => update((current) => withDrug(current, chosen))}
                onText={(inn) => update({ medication: inn ? { inn, control: 'unknown' } : {} })}
              />
              <Stack direction="row" spacing={1}>
                <Autocomplete
                  freeSolo
                  options={forms.map(([form]) => form)}
                  inputValue={draft.medication.form ?? ''}
                  onInputChange={(_event, form, reason) =>
                    reason !== 'reset' && update((current) => withForm(current, form))
                  }
                  onChange={(_event, form) => form && update((current) => withForm(current, form))}
                  openOnFocus
                  slotProps={{ paper: { elevation: 6 } }}
                  sx={{ flex: 1 }}
                  renderInput={(params) => (
                    <TextField
                      {...params}
                      label={t('fields.form')}
                      required
                      error={errorOf('medication.form') !== undefined}
                      helperText={errorOf('medication.form')}
                      data-path="medication.form"
                    />
                  )}
                />
                <Autocomplete
                  freeSolo
                  options={[...strengths]}
                  inputValue={draft.medication.strength ?? ''}
                  onInputChange={(_event, strength, reason) =>
                    reason !== 'reset' &&
                    update((current) => ({ ...current, medication: { ...current.medication, strength } }))
                  }
                  onChange={(_event, strength) =>
                    strength &&
                    update((current) => ({ ...current, medication: { ...current.medication, strength } }))
                  }
                  openOnFocus
                  slotProps={{ paper: { elevation: 6 } }}
                  sx={{ width: 220 }}
                  renderInput={(params) => <TextField {...params} label={t('fields.strength')} />}
                />
              </Stack>
              {draft.medication.innLatin && (
                <Typography variant="caption" sx={{ color: 'text.secondary' }}>
                  Rp.: {draft.medication.innLatin}
                </Typography>
              )}
            </Stack>
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
            <Stack spacing={1.5} sx={{ pt: 0.5 }}>
              <TextField
                select
                label={t('fields.payment')}
                value={draft.payment}
                onChange={(event) => update({ payment: event.target.value as PrescriptionDraft['payment'] })}
                error={errorOf('payment') !== undefined}
                helperText={
                  errorOf('payment') ?? (until && t('fields.validUntil', { date: formatPartialDate(until) }))
                }
                slotProps={{ htmlInput: { 'data-path': 'payment' } }}
              >
                {(['ordinary', 'preferential', 'free'] as const).map((payment) => (
                  <MenuItem key={payment} value={payment}>
                    {t(`payments.${payment}`)}
                  </MenuItem>
                ))}
              </TextField>
              <TextField
                select
                label={t('fields.course')}
                value={draft.course ?? ''}
                onChange={(event) =>
                  update(({ course: _, ...rest }) =>
                    event.target.value ? { ...rest, course: event.target.value as 'course' } : rest,
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
                value={draft.diagnosis?.code ?? ''}
                onChange={(event) => {
                  const chosen = diagnoses.find(({ code }) => code === event.target.value)
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
          </Section>
        </Stack>
      </Box>
    </Box>
  )
}
