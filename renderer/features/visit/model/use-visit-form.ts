import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldProblem } from '#shared/domain/common/command-context.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { visitProblems } from '#shared/domain/visit/visit.rules.ts'
import type { VisitDraft } from '#shared/domain/visit/visit.schema.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useProblemText } from '../../../i18n/problem-text.ts'
import { showToast } from '../../../ui/toast-store.ts'
import { focusPath } from './focus-path.ts'
import { useListedDiagnoses } from './use-listed-diagnoses.ts'
import type { usePatientRecord } from './use-patient-record.ts'
import { useVisitDraft } from './use-visit-draft.ts'
import { useVisitKeys } from './use-visit-keys.ts'
import { useVisitSigning } from './use-visit-signing.ts'

export interface VisitFormProps {
  initial: VisitDraft
  /** True for a draft that was begun before. */
  found: boolean
  patient: Patient
  record: ReturnType<typeof usePatientRecord>
}

/** The visit while it is written: its draft, what is wrong with it, and what can be done with it. */
export function useVisitForm({ initial, found, patient, record }: VisitFormProps) {
  const { t } = useTranslation('visit')
  const problemText = useProblemText()
  const navigate = useNavigate()
  const { context } = useWorkplace()
  const { draft, newest, update, saving, autosave } = useVisitDraft(initial, found)
  const signing = useVisitSigning()
  const [asked, setAsked] = useState(false)
  const [refusal, setRefusal] = useState<FieldProblem[]>([])
  const [notSaved, setNotSaved] = useState(false)
  const diagnoses = useListedDiagnoses(draft.diagnoses, record.conditions)

  const problems = visitProblems(draft, patient, context.clock.now())
  const errors = asked ? problems.filter(({ severity }) => severity === 'error') : []
  // Warnings and impossible values show at once; what is merely missing waits until signing is asked for.
  const spoken = problems.filter(
    ({ path, severity }) => asked || severity === 'warning' || path.startsWith('vitals.'),
  )

  async function sign() {
    setAsked(true)
    setRefusal([])
    setNotSaved(false)
    await autosave.flush()
    const outcome = await signing.sign({
      draft: newest.current,
      patient,
      listed: diagnoses.listed,
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

  const actions = {
    sign: () => void sign(),
    save: () => void autosave.flush(),
    addPrescription: () => void addPrescription(),
  }
  useVisitKeys(actions)

  return {
    ...actions,
    draft,
    update,
    saving,
    diagnoses,
    busy: signing.busy,
    notSaved,
    /** What keeps the visit from being signed, once that was asked for. */
    missing: [...errors, ...refusal],
    spoken,
    errorOf(path: string): string | undefined {
      const problem = spoken.find((each) => each.path === path)
      return problem && problemText(problem)
    },
  }
}
