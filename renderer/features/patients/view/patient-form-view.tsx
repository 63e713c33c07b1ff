import { Box, Button, Stack } from '@mui/material'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fullName } from '#shared/domain/patient/full-name.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { AppError } from '#shared/errors/app-error.ts'
import { ageInYears, minskDay } from '#shared/kit/partial-date.ts'
import { parseTypedDate } from '#shared/kit/typed-date.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useProblemText } from '../../../i18n/problem-text.ts'
import { useErrorText } from '../../../i18n/use-error-text.ts'
import { Banner } from '../../../ui/banner.tsx'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import { useSaveShortcut } from '../../../ui/use-save-shortcut.ts'
import { DraftState, RestoredLine } from '../../kept-forms/index.ts'
import { suggestionsFrom } from '../model/form-suggestions.ts'
import type { PatientForm } from '../model/patient-form.ts'
import { usePatientDirectory } from '../model/use-patient-directory.ts'
import { usePatientForm } from '../model/use-patient-form.ts'
import { AddressSection } from './address-section.tsx'
import { ContactsSection } from './contacts-section.tsx'
import { DuplicateWarning } from './duplicate-warning.tsx'
import { IdentitySection } from './identity-section.tsx'
import { LeaveGuard } from './leave-guard.tsx'
import { QuickAllergiesSection } from './quick-allergies.tsx'

const majority = 18

/** The form of a card in two columns; Ctrl+S saves from anywhere in it. */
export function PatientFormView(props: {
  patient: Patient | undefined
  initial: PatientForm
  /** The form was given up, and begins anew. */
  onAnew: () => void
}) {
  const { patient } = props
  const { t } = useTranslation('patients')
  const say = useProblemText()
  const errorText = useErrorText()
  const navigate = useNavigate()
  const { profile, context } = useWorkplace()
  const directory = usePatientDirectory()
  const suggestions = useMemo(() => suggestionsFrom(directory?.sorted ?? []), [directory])
  const model = usePatientForm(patient, props.initial, directory, props.onAnew)
  const [failure, setFailure] = useState<string>()
  const [saving, setSaving] = useState(false)
  const done = useRef(false)
  const place = useRef<HTMLFormElement>(null)
  const today = minskDay(context.clock.now())
  const birth = parseTypedDate(model.form.birthDate)
  const isChild = birth !== undefined && birth <= today && ageInYears(birth, today) < majority

  async function save() {
    if (saving) return
    setSaving(true)
    setFailure(undefined)
    try {
      const result = await model.save()
      if (!result.ok) {
        const [first] = result.error
        const field = place.current?.querySelector<HTMLElement>(`[data-path="${first!.path}"] input`)
        field?.focus()
        setFailure(result.error.map(say).join('. '))
        return
      }
      done.current = true
      showToast(t(patient ? 'form.saved' : 'form.registered'))
      await navigate({
        to: '/patients/$patientId',
        params: { patientId: result.value.id },
        replace: true,
      })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const { title, whatToDo } = errorText(error.code)
      setFailure(`${title}. ${whatToDo}`)
    } finally {
      setSaving(false)
    }
  }
  useSaveShortcut(() => void save())

  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    save()
  }
  async function giveUp() {
    done.current = true
    await navigate(
      patient ? { to: '/patients/$patientId', params: { patientId: patient.id } } : { to: '/patients' },
    )
    await model.keeping.giveUp()
  }
  return (
    <Box component="form" noValidate ref={place} onSubmit={onSubmit}>
      <LeaveGuard keeping={model.keeping} isDone={() => done.current} />
      <PageHeader
        title={patient ? t('form.editTitle', { name: fullName(patient.name) }) : t('form.newTitle')}
        windowTitle={t(patient ? 'form.editWindow' : 'form.newTitle')}
        facts={<DraftState state={model.keeping.saving} />}
        actions={
          <>
            <Button onClick={() => void giveUp()} color="secondary">
              {t('form.cancel')}
            </Button>
            <Button type="submit" variant="contained" disabled={saving} endIcon={<KeyHint keys="Ctrl+S" />}>
              {t(patient ? 'form.save' : 'form.register')}
            </Button>
          </>
        }
      />
      <Stack spacing={1.5}>
        {failure && (
          <Banner severity="danger" title={t('form.notSaved')}>
            {failure}
          </Banner>
        )}
        <RestoredLine keeping={model.keeping} />
        <DuplicateWarning duplicates={model.duplicates} />
        <Box
          sx={{
            display: 'grid',
            gridTemplateColumns: { xs: '1fr', md: '1.25fr 1fr' },
            gap: 1.5,
            alignItems: 'start',
          }}
        >
          <Stack spacing={1.5}>
            <IdentitySection model={model} suggestions={suggestions} today={today} isNew={!patient} />
            <ContactsSection model={model} isChild={isChild} />
          </Stack>
          <Stack spacing={1.5}>
            <AddressSection
              model={model}
              suggestions={suggestions}
              stations={profile.facilities.filter(({ kind }) => kind !== 'hospital')}
            />
            {!patient && <QuickAllergiesSection value={model.allergies} onChange={model.setAllergies} />}
          </Stack>
        </Box>
      </Stack>
    </Box>
  )
}
