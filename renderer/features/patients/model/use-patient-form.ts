import { useDeferredValue, useMemo, useState } from 'react'
import type { FieldProblem } from '#shared/domain/common/command-context.ts'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import { addAllergy, confirmNoAllergies } from '#shared/domain/patient/allergy.commands.ts'
import { fullName } from '#shared/domain/patient/full-name.ts'
import { editOnto, editPatient, registerPatient } from '#shared/domain/patient/patient.commands.ts'
import { tidyPatientDraft } from '#shared/domain/patient/patient.draft.ts'
import { findDuplicates } from '#shared/domain/patient/patient.duplicates.ts'
import { patientProblems } from '#shared/domain/patient/patient.rules.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import {
  foldPersonalNumber,
  personalNumberProblems,
  readPersonalNumber,
} from '#shared/domain/patient/personal-number.ts'
import { formatPartialDate } from '#shared/kit/partial-date.ts'
import { ok, type Result } from '#shared/kit/result.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useKeptForm } from '../../kept-forms/index.ts'
import { type KeptCardForm, placeOfForm, type QuickAllergies } from './kept-card-form.ts'
import type { PatientDirectory } from './patient-directory.ts'
import { draftOfForm, type PatientForm } from './patient-form.ts'
import { withTyped } from './with-typed.ts'

const noAllergiesYet: QuickAllergies = { added: [], typed: '', confirmedNone: false }

/** In the address of the form of a new card: the one that was kept is meant. */
export const keptHash = 'kept'

/** Everything the form of a card does: holds what is typed, checks it, warns of duplicates, saves. */
export function usePatientForm(
  patient: Patient | undefined,
  initial: PatientForm,
  directory: PatientDirectory | undefined,
  onAnew: () => void,
) {
  const { data, context, profile } = useWorkplace()
  const {
    value: { form, allergies },
    set: setKept,
    keeping,
  } = useKeptForm<KeptCardForm>(
    placeOfForm(patient?.id),
    { form: initial, allergies: noAllergiesYet, ...(patient && { patient }) },
    {
      onAnew,
      ...(patient ? {} : { at: `/patients/new#${keptHash}`, about: (value) => fullName(value.form.name) }),
    },
  )
  const setForm = (change: (before: PatientForm) => PatientForm) =>
    setKept((before) => ({ ...before, form: change(before.form) }))
  const setAllergies = (allergies: QuickAllergies) => setKept({ allergies })
  const [touchedPaths, setTouched] = useState<ReadonlySet<string>>(new Set())
  const [showAll, setShowAll] = useState(false)
  /** Fields that the personal number has filled. */
  const [filled, setFilled] = useState<ReadonlySet<'sex' | 'birthDate'>>(new Set())

  const draft = useMemo(
    () => tidyPatientDraft(draftOfForm(form, patient, profile.facilities, (type) => `${type}:typed`)),
    [form, patient, profile],
  )
  const problems = useMemo(() => patientProblems(draft, context.clock.now()), [draft, context])
  const deferred = useDeferredValue(draft)
  const duplicates = useMemo(
    () => findDuplicates(deferred, directory?.sorted ?? [], patient ? { exceptId: patient.id } : {}),
    [deferred, directory, patient],
  )

  function setPersonalNumber(typed: string) {
    const number = foldPersonalNumber(typed)
    const stated = personalNumberProblems(number).length === 0 ? readPersonalNumber(number) : undefined
    setForm((before) => ({ ...before, personalNumber: typed }))
    if (!stated) return
    const fields = new Set<'sex' | 'birthDate'>()
    if (form.sex === 'unknown' || filled.has('sex')) fields.add('sex')
    if (form.birthDate === '' || filled.has('birthDate')) fields.add('birthDate')
    setFilled(fields)
    setForm((before) => ({
      ...before,
      personalNumber: number,
      ...(fields.has('sex') && { sex: stated.sex }),
      ...(fields.has('birthDate') && { birthDate: formatPartialDate(stated.birthDate) }),
    }))
  }

  function set(change: Partial<PatientForm>) {
    setForm((before) => ({ ...before, ...change }))
    setFilled((before) => new Set([...before].filter((field) => !(field in change))))
  }

  /** The problem to show at a field: an error only after the field was left or saving was tried. */
  function problemAt(path: string): FieldProblem | undefined {
    const found = problems.find((problem) => problem.path === path)
    return found && (showAll || touchedPaths.has(path)) ? found : undefined
  }

  async function save(): Promise<Result<Patient, FieldProblem[]>> {
    setShowAll(true)
    const typed = draftOfForm(form, patient, profile.facilities, context.makeId)
    let result = patient ? editPatient(patient, typed, context) : registerPatient(typed, context)
    const current = patient && (await data.patients.get(patient.id))
    let met: InboxItem | undefined
    if (patient && current && result.ok) {
      const onto = editOnto(patient, result.value, current, context)
      result = ok(onto.patient)
      met = onto.met
    }
    for (const allergy of withTyped(allergies).added)
      if (result.ok) result = addAllergy(result.value, allergy, context)
    if (result.ok && allergies.confirmedNone) result = confirmNoAllergies(result.value, context)
    if (!result.ok) return result
    await data.saveAll(met ? [met, result.value] : [result.value], current ? [current] : [])
    await keeping.forget()
    return ok(result.value)
  }

  return {
    form,
    set,
    setPersonalNumber,
    allergies,
    setAllergies,
    filled,
    problems,
    problemAt,
    leave: (path: string) => setTouched((before) => new Set([...before, path])),
    duplicates,
    keeping,
    save,
  }
}

export type PatientFormModel = ReturnType<typeof usePatientForm>
