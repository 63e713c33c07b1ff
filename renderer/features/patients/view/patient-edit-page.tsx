import { useLocation, useParams } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mayWriteType } from '#shared/domain/access/index.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { LoadingScreen } from '../../../ui/loading-screen.tsx'
import { NotForRole } from '../../../ui/not-for-role.tsx'
import { formOfQuery } from '../model/form-of-query.ts'
import { formOfPatient } from '../model/patient-form.ts'
import { takeRegistrationQuery } from '../model/registration-query.ts'
import { useKeptForm } from '../model/use-form-draft.ts'
import { KeptNewForm, keptHash } from './kept-forms.tsx'
import { PatientFormView } from './patient-form-view.tsx'

/** Registers a new patient, or edits the identity of one. */
export function PatientEditPage() {
  const { patientId } = useParams({ strict: false })
  const { role } = useWorkplace().profile.practitioner
  if (!mayWriteType(role, 'patient'))
    return <NotForRole back={patientId ? `/patients/${patientId}` : '/patients'} />
  return patientId ? <Edit patientId={patientId} key={patientId} /> : <Register />
}

function Register() {
  const [initial] = useState(() => formOfQuery(takeRegistrationQuery()))
  const { found, discard } = useKeptForm(undefined)
  // From the list it was asked for by its name.
  const asked = useLocation({ select: ({ hash }) => hash === keptHash })
  const [goesOn, setGoesOn] = useState(asked)
  if (!found) return <LoadingScreen />
  if (found.kept && !goesOn)
    return (
      <KeptNewForm
        form={found.kept.form}
        savedAtMs={found.savedAtMs}
        onGoOn={() => setGoesOn(true)}
        onDiscard={discard}
      />
    )
  return (
    <PatientFormView
      key={String(found.savedAtMs)}
      patient={undefined}
      initial={initial}
      opened={openedOf(found)}
      onDiscard={discard}
    />
  )
}

type Found = NonNullable<ReturnType<typeof useKeptForm>['found']>
const openedOf = ({ kept, savedAtMs }: Found) => (kept ? { kept, savedAtMs } : undefined)

function Edit({ patientId }: { patientId: string }) {
  const { t } = useTranslation('patients')
  const { data } = useWorkplace()
  const found = useLive(useMemo(() => wrapped(data.patients.watch(patientId)), [data, patientId]))
  // The card as it was when the form opened: a change that arrives meanwhile must not empty the fields.
  const [opened, setOpened] = useState(found?.patient)
  if (!opened && found?.patient) setOpened(found.patient)
  const { found: draft, discard } = useKeptForm(patientId)
  // What was kept was typed onto the card as it was then: saved, it meets what came meanwhile.
  const base = draft?.kept?.patient ?? opened
  const initial = useMemo(() => base && formOfPatient(base), [base])
  if (!found || !draft) return <LoadingScreen />
  if (!opened || !base || !initial) return <EmptyState title={t('form.noSuchPatient')} />
  return (
    <PatientFormView
      key={String(draft.savedAtMs)}
      patient={base}
      initial={initial}
      opened={openedOf(draft)}
      onDiscard={discard}
    />
  )
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
