import { Box, Stack } from '@mui/material'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldProblem } from '#shared/domain/common/command-context.ts'
import type { Coding } from '#shared/domain/common/envelope.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { copyFromVisit } from '#shared/domain/visit/visit.reuse.ts'
import { dayOf, monthsAt, visitProblems } from '#shared/domain/visit/visit.rules.ts'
import type { VisitDraft } from '#shared/domain/visit/visit.schema.ts'
import { currentVersions } from '#shared/domain/visit/visit.versions.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useProblemText } from '../../../i18n/problem-text.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Section } from '../../../ui/section.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import { PatientStrip } from '../../patients/index.ts'
import { focusPath } from '../model/focus-path.ts'
import { previousVitals } from '../model/previous-vitals.ts'
import { useListedDiagnoses } from '../model/use-listed-diagnoses.ts'
import type { usePatientRecord } from '../model/use-patient-record.ts'
import { useVisitDraft } from '../model/use-visit-draft.ts'
import { useVisitKeys } from '../model/use-visit-keys.ts'
import { useVisitSigning } from '../model/use-visit-signing.ts'
import { AmendmentReason } from './amendment-reason.tsx'
import { DiagnosisList } from './diagnosis-list.tsx'
import { DiagnosisPicker } from './diagnosis-picker.tsx'
import { NextVisitField } from './next-visit-field.tsx'
import { SigningProblems } from './signing-problems.tsx'
import { TextSection } from './text-section.tsx'
import { VisitHeader } from './visit-header.tsx'
import { VisitPrescriptions } from './visit-prescriptions.tsx'
import { VitalsPanel } from './vitals-panel.tsx'

const texts = [
  ['complaints', 2],
  ['history', 2],
  ['findings', 5],
  ['plan', 3],
] as const

interface VisitFormProps {
  initial: VisitDraft
  patient: Patient
  record: ReturnType<typeof usePatientRecord>
}

/** The visit while it is written: texts on the left, what is measured and decided on the right. */
export function VisitForm({ initial, patient, record }: VisitFormProps) {
  const { t } = useTranslation('visit')
  const problemText = useProblemText()
  const navigate = useNavigate()
  const { context } = useWorkplace()
  const { draft, newest, update, saving, autosave } = useVisitDraft(initial)
  const signing = useVisitSigning()
  const [asked, setAsked] = useState(false)
  const [refusal, setRefusal] = useState<FieldProblem[]>([])
  const [notSaved, setNotSaved] = useState(false)
  const { known, listed, setListed } = useListedDiagnoses(draft.diagnoses, record.conditions)

  const visitDay = dayOf(draft.startedAt)
  const problems = visitProblems(draft, patient, context.clock.now())
  const errors = asked ? problems.filter(({ severity }) => severity === 'error') : []
  // Warnings and impossible values show at once; what is merely missing waits until signing is asked for.
  const spoken = problems.filter(
    ({ path, severity }) => asked || severity === 'warning' || path.startsWith('vitals.'),
  )
  const errorOf = (path: string) => {
    const problem = spoken.find((each) => each.path === path)
    return problem && problemText(problem)
  }
  const previous = useMemo(
    () => previousVitals(record.visits, draft.replaces?.rootId),
    [record.visits, draft.replaces?.rootId],
  )
  const last = currentVersions(record.visits).find(
    ({ status, rootId }) => status !== 'entered-in-error' && rootId !== draft.replaces?.rootId,
  )

  const save = () => void autosave.flush()
  const pick = (coding: Coding) =>
    update((current) => ({
      ...current,
      diagnoses: [
        ...current.diagnoses,
        {
          id: context.makeId('diagnosis'),
          coding,
          role: current.diagnoses.some(({ role }) => role === 'main') ? 'comorbidity' : 'main',
          certainty: 'final',
          ...(known.has(coding.code) ? { course: 'chronic-known' as const } : {}),
        },
      ],
    }))

  async function sign() {
    setAsked(true)
    setRefusal([])
    setNotSaved(false)
    await autosave.flush()
    const outcome = await signing.sign({
      draft: newest.current,
      patient,
      listed,
      problemList: record.conditions,
      stopSaving: autosave.stop,
    })
    if (!outcome) return
    switch (outcome.kind) {
      case 'signed':
        showToast(t('signing.done'))
        await navigate({ to: '/patients/$patientId', params: { patientId: patient.id } })
        return
      case 'incomplete':
        setRefusal(outcome.problems.filter(({ path }) => path === ''))
        focusPath(outcome.problems[0]?.path ?? '')
        return
      case 'not-saved':
        setNotSaved(true)
    }
  }

  async function addPrescription() {
    // A new draft is named in the address of the prescription page, which comes back to it: it must be on disk first.
    update({})
    await autosave.flush()
    await navigate({
      to: '/patients/$patientId/prescriptions/new',
      params: { patientId: patient.id },
      search: { visitId: draft.id },
    })
  }

  useVisitKeys({ sign: () => void sign(), save, addPrescription: () => void addPrescription() })
  useEffect(() => {
    const title = t('page.title')
    document.title = `${title} · Lekar`
  }, [t])

  return (
    <Box inert={signing.busy} sx={{ maxWidth: 1800 }}>
      <PatientStrip patient={patient} />
      <VisitHeader
        draft={draft}
        patient={patient}
        saving={saving}
        busy={signing.busy}
        startError={errorOf('startedAt')}
        onChange={update}
        onSign={() => void sign()}
        {...(last
          ? {
              onCopy: () => update((current) => copyFromVisit(current, last, context)),
              lastDay: dayOf(last.startedAt),
            }
          : {})}
      />
      <SigningProblems problems={[...errors, ...refusal]} />
      {notSaved && <Banner severity="danger" title={t('signing.notSaved')} />}
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
          {texts.map(([name, minRows]) => (
            <TextSection
              key={name}
              name={name}
              value={draft[name]}
              minRows={minRows}
              autoFocus={name === 'complaints'}
              error={errorOf(name)}
              onChange={(text) => update({ [name]: text })}
              onBlur={save}
            />
          ))}
          <NextVisitField
            value={draft.nextVisitOn}
            visitDay={visitDay}
            error={errorOf('nextVisitOn')}
            onChange={(day) =>
              update((current) => {
                const { nextVisitOn: _, ...rest } = current
                return day ? { ...rest, nextVisitOn: day } : rest
              })
            }
          />
          <Section title={t('prescriptions.title')}>
            <VisitPrescriptions
              patientId={patient.id}
              prescriptions={record.prescriptions.filter(({ visitId }) => visitId === draft.id)}
              onAdd={() => void addPrescription()}
            />
          </Section>
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
          <Section title={t('diagnoses.title')}>
            <DiagnosisList
              diagnoses={draft.diagnoses}
              onChange={(diagnoses) => update({ diagnoses })}
              problems={spoken}
              listed={listed}
              known={known}
              onListed={setListed}
            />
            <Box sx={{ mt: 1 }}>
              <DiagnosisPicker
                onPick={pick}
                problems={record.problems}
                recent={record.recent}
                error={errorOf('diagnoses') !== undefined}
                helperText={errorOf('diagnoses') ?? ''}
                path="diagnoses"
              />
            </Box>
          </Section>
        </Stack>
      </Box>
    </Box>
  )
}
