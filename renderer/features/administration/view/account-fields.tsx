import { Stack, TextField } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { ManagedAccount, ManagedClinic } from '#shared/contract/administration.ts'
import type { Facility } from '#shared/contract/api.ts'
import { roleRuleOf } from '#shared/domain/access/index.ts'
import type { Role } from '#shared/domain/common/envelope.ts'
import { ChoiceField } from '../../../ui/fields/choice-field.tsx'
import { mayHaveVillages } from '../model/account-roles.ts'
import type { PersonDraft } from '../model/scoped-draft.ts'
import { useVillageChoices } from '../model/use-village-choices.ts'
import { ClinicsField } from './clinics-field.tsx'
import { VillagesField } from './villages-field.tsx'

/** Who a person is and where they work: what an account says beside its login. */
export function AccountFields(props: {
  draft: PersonDraft
  roles: readonly Role[]
  accounts: readonly ManagedAccount[]
  clinics: readonly ManagedClinic[]
  facilities: readonly Facility[]
  /** Show what is missing. */
  checked: boolean
  onChange: (draft: PersonDraft) => void
}) {
  const { t } = useTranslation('administration')
  const { t: common } = useTranslation()
  const { draft, onChange } = props
  const choices = useVillageChoices(props.facilities, props.accounts)
  const nameMissing = props.checked && draft.name.trim() === ''
  return (
    <>
      <TextField
        label={t('account.name')}
        placeholder={t('account.nameHint')}
        required
        autoFocus
        value={draft.name}
        error={nameMissing}
        helperText={nameMissing ? t('account.nameMissing') : undefined}
        onChange={(event) => onChange({ ...draft, name: event.target.value })}
        slotProps={{ htmlInput: { maxLength: 200 } }}
      />
      <Stack direction="row" spacing={1.5}>
        <ChoiceField
          label={t('account.role')}
          value={draft.role}
          options={props.roles.map((role) => ({ value: role, name: common(`roles.${role}`) }))}
          onChange={(role) => onChange({ ...draft, role })}
        />
        <TextField
          label={t('account.position')}
          placeholder={t('account.positionHint')}
          value={draft.position}
          onChange={(event) => onChange({ ...draft, position: event.target.value })}
          slotProps={{ htmlInput: { maxLength: 200 } }}
        />
      </Stack>
      {props.facilities.length > 0 && (
        <ChoiceField
          label={t('account.unit')}
          value={draft.facilityId}
          options={props.facilities.map(({ id, name }) => ({ value: id, name }))}
          onChange={(facilityId) => onChange({ ...draft, facilityId })}
        />
      )}
      {mayHaveVillages(draft.role) && props.facilities.length > 0 && (
        <VillagesField
          value={draft.villages}
          choices={choices}
          isBound={roleRuleOf(draft.role).villageBound}
          onChange={(villages) => onChange({ ...draft, villages })}
        />
      )}
      {roleRuleOf(draft.role).administers === 'own-clinics' && (
        <ClinicsField
          value={draft.clinics}
          clinics={props.clinics}
          wrong={props.checked && draft.clinics.length === 0}
          onChange={(clinics) => onChange({ ...draft, clinics })}
        />
      )}
    </>
  )
}
