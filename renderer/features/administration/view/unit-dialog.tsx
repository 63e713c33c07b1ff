import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ManagedClinic } from '#shared/contract/administration.ts'
import type { Facility } from '#shared/contract/api.ts'
import { createMakeId } from '#shared/kit/ids.ts'
import { ChoiceField } from '../../../ui/fields/choice-field.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import { facilityOf, unitDraftOf, unitProblems } from '../model/unit-draft.ts'
import { useActing } from '../model/use-acting.ts'
import { useAdministrator } from '../model/use-administrator.ts'
import { FailureBanner } from './failure-banner.tsx'
import { UnitFields } from './unit-fields.tsx'

const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length))

/** Adds a unit to a clinic or changes one. Units stay: accounts, cards and printed forms name them. */
export function UnitDialog(props: {
  clinic: ManagedClinic
  unit: Facility | undefined
  onClose: () => void
  onChanged: () => void
}) {
  const { t } = useTranslation('administration')
  const { t: common } = useTranslation()
  const { server, clock } = useAdministrator()
  const { act, busy, failure } = useActing()
  const { clinic, unit } = props
  const first = clinic.facilities[0]
  const isOrganisation = unit !== undefined && unit.partOf === undefined
  const [draft, setDraft] = useState(() =>
    unit
      ? unitDraftOf(unit)
      : { ...unitDraftOf(undefined), kind: 'station' as const, partOf: first?.id ?? '' },
  )
  const [checked, setChecked] = useState(false)
  const problems = unitProblems(draft, isOrganisation)
  const others = clinic.facilities.filter(({ id }) => id !== unit?.id)

  async function save() {
    setChecked(true)
    if (problems.length > 0) return
    const id = unit?.id ?? createMakeId(clock, randomBytes)('facility').toLowerCase()
    const next = facilityOf(id, draft, unit)
    const facilities = unit
      ? clinic.facilities.map((each) => (each.id === id ? next : each))
      : [...clinic.facilities, next]
    if (!(await act(() => server.saveClinic(clinic.id, facilities)))) return
    showToast(t('unit.saved', { name: next.name }))
    props.onChanged()
    props.onClose()
  }
  return (
    <FormDialog
      title={unit?.name ?? t('unit.new')}
      confirm={common('actions.save')}
      wide
      disabled={busy}
      onSubmit={save}
      onClose={props.onClose}
    >
      <FailureBanner failure={failure} />
      <UnitFields
        draft={draft}
        problems={checked ? problems : []}
        isOrganisation={isOrganisation}
        autoFocus
        onChange={setDraft}
      />
      {!isOrganisation && (
        <ChoiceField
          label={t('unit.partOf')}
          value={draft.partOf}
          options={others.map(({ id, name }) => ({ value: id, name }))}
          onChange={(partOf) => setDraft({ ...draft, partOf })}
        />
      )}
    </FormDialog>
  )
}
