import { Button, Stack, TextField, Typography } from '@mui/material'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Facility } from '#shared/contract/api.ts'
import { Section } from '../../../ui/section.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import { facilityOf, isClinicCode, unitDraftOf, unitProblems } from '../model/unit-draft.ts'
import { useActing } from '../model/use-acting.ts'
import { useAdministrator } from '../model/use-administrator.ts'
import { FailureBanner } from './failure-banner.tsx'
import { UnitFields } from './unit-fields.tsx'

/** A clinic with its organisation; its people and further units come after it. */
export function NewClinic(props: {
  taken: readonly string[]
  onCreated: (clinicId: string) => void
  onCancel?: () => void
}) {
  const { t } = useTranslation('administration')
  const { t: common } = useTranslation()
  const { server } = useAdministrator()
  const { act, busy, failure } = useActing()
  const [code, setCode] = useState('')
  const [draft, setDraft] = useState({ ...unitDraftOf(undefined), kind: 'hospital' as Facility['kind'] })
  const [checked, setChecked] = useState(false)
  const problems = unitProblems(draft, true)
  const codeTaken = props.taken.includes(code)
  const codeWrong = checked && (codeTaken || !isClinicCode(code))

  async function create(event: FormEvent) {
    event.preventDefault()
    setChecked(true)
    if (problems.length > 0 || codeTaken || !isClinicCode(code)) return
    const organisation = facilityOf(`facility:${code}`, draft, undefined)
    if (!(await act(() => server.saveClinic(code, [organisation])))) return
    showToast(t('clinic.created', { name: organisation.name }))
    props.onCreated(code)
  }
  return (
    <Section title={t('clinic.new')}>
      <Stack
        component="form"
        noValidate
        spacing={1.5}
        sx={{ maxWidth: 720 }}
        onSubmit={(event: FormEvent) => void create(event)}
      >
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {t('clinic.newText')}
        </Typography>
        <FailureBanner failure={failure} />
        <UnitFields
          draft={draft}
          problems={checked ? problems : []}
          isOrganisation
          autoFocus
          onChange={setDraft}
        />
        <TextField
          label={t('clinic.code')}
          required
          value={code}
          error={codeWrong}
          helperText={
            codeWrong ? t(codeTaken ? 'clinic.codeTaken' : 'clinic.codeWrong') : t('clinic.codeHint')
          }
          onChange={(event) => setCode(event.target.value.toLowerCase().trim())}
          slotProps={{ htmlInput: { maxLength: 40, spellCheck: false } }}
          sx={{ maxWidth: 360 }}
        />
        <Stack direction="row" spacing={1}>
          <Button type="submit" variant="contained" disabled={busy}>
            {t('clinic.create')}
          </Button>
          {props.onCancel && <Button onClick={props.onCancel}>{common('actions.cancel')}</Button>}
        </Stack>
      </Stack>
    </Section>
  )
}
