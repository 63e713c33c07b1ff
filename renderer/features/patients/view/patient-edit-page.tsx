import { useLocation, useParams } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mayWriteType } from '#shared/domain/access/index.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { LoadingScreen } from '../../../ui/loading-screen.tsx'
import { NotForRole } from '../../../ui/not-for-role.tsx'
import { useDiscard, useReopened } from '../../kept-forms/index.ts'
import { formOfQuery } from '../model/form-of-query.ts'
import { type KeptCardForm, placeOfForm } from '../model/kept-card-form.ts'
import { formOfPatient } from '../model/patient-form.ts'
import { takeRegistrationQuery } from '../model/registration-query.ts'
import { keptHash } from '../model/use-patient-form.ts'
import { KeptNewForm } from './kept-new-form.tsx'
import { PatientFormView } from './patient-form-view.tsx'

/** Registers a new patient, or edits the identity of one. */
export function PatientEditPage() {
  const { patientId } = useParams({ strict: false })
  const { role } = useWorkplace().profile.practitioner
  if (!mayWriteType(role, 'patient'))
    return <NotForRole back={patientId ? `/patients/${patientId}` : '/patients'} />
  return patientId ? <Edit patientId={patientId} key={patientId} /> : <Register />
}

/** Counts how often the form was begun anew: what is kept of it is read once each time. */
function useRound(patientId: string | undefined) {
  const { data } = useWorkplace()
  const [round, setRound] = useState(0)
  const anew = () => setRound((before) => before + 1)
  const place = placeOfForm(patientId)
  useReopened(place, anew)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round reads anew
  const kept = useMemo(() => data.formDrafts.get(place), [data, place, round])
  return { round, anew, kept }
}

function Register() {
  const { profile } = useWorkplace()
  const [initial] = useState(() => formOfQuery(takeRegistrationQuery(), profile))
  const { round, anew, kept } = useRound(undefined)
  const discard = useDiscard()
  // From the list it was asked for by its name.
  const asked = useLocation({ select: ({ hash }) => hash === keptHash })
  const [goesOn, setGoesOn] = useState(asked)
  const [isWriting, setIsWriting] = useState(false)
  if (kept && !goesOn && !isWriting)
    return (
      <KeptNewForm
        about={kept.about ?? ''}
        savedAtMs={kept.savedAtMs}
        onGoOn={() => setGoesOn(true)}
        onDiscard={async () => {
          await discard(kept)
          setIsWriting(true)
          anew()
        }}
      />
    )
  return <PatientFormView key={round} patient={undefined} initial={initial} onAnew={anew} />
}

function Edit({ patientId }: { patientId: string }) {
  const { t } = useTranslation('patients')
  const { data } = useWorkplace()
  const found = useLive(useMemo(() => wrapped(data.patients.watch(patientId)), [data, patientId]))
  const { round, anew, kept } = useRound(patientId)
  // The card as it was when the form opened: a change that arrives meanwhile must not empty the fields.
  const [opened, setOpened] = useState<{ round: number; patient: Patient }>()
  if (found?.patient && opened?.round !== round) setOpened({ round, patient: found.patient })
  // What was kept was typed onto the card as it was then: saved, it meets what came meanwhile.
  const base = (kept?.content as KeptCardForm | undefined)?.patient ?? opened?.patient
  const initial = useMemo(() => base && formOfPatient(base), [base])
  if (!found) return <LoadingScreen />
  if (!found.patient && !opened) return <EmptyState title={t('form.noSuchPatient')} />
  if (!base || !initial) return <LoadingScreen />
  return <PatientFormView key={round} patient={base} initial={initial} onAnew={anew} />
}

/** Tells "not there" from "not yet known". */
function wrapped<T>(query: {
  subscribe(listener: (value: T) => void, onError?: (error: unknown) => void): () => void
}) {
  return {
    subscribe: (listener: (value: { patient: T }) => void, onError?: (error: unknown) => void) =>
      query.subscribe((patient) => listener({ patient }), onError),
  }
}
