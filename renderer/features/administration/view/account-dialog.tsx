import { Divider } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IssuedPassword, ManagedAccount, ManagedClinic } from '#shared/contract/administration.ts'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import { clinicRoles, serverRoles } from '../model/account-roles.ts'
import { type PersonDraft, scopedDraft } from '../model/scoped-draft.ts'
import { useActing } from '../model/use-acting.ts'
import { useAdministrator } from '../model/use-administrator.ts'
import { AccountActs } from './account-acts.tsx'
import { AccountFacts } from './account-facts.tsx'
import { AccountFields } from './account-fields.tsx'
import { FailureBanner } from './failure-banner.tsx'

/** An account: what it says of its person, and what can be done with it. */
export function AccountDialog(props: {
  clinic: ManagedClinic | undefined
  clinics: readonly ManagedClinic[]
  account: ManagedAccount
  accounts: readonly ManagedAccount[]
  nowMs: number
  onClose: () => void
  onChanged: () => void
  onIssued: (issued: IssuedPassword) => void
}) {
  const { t } = useTranslation('administration')
  const { t: common } = useTranslation()
  const { server, profile } = useAdministrator()
  const acting = useActing()
  const { account, clinic, nowMs } = props
  const { name, role, position } = account.practitioner
  const [draft, setDraft] = useState<PersonDraft>({
    name,
    role,
    position,
    facilityId: account.facilityId,
    villages: account.villages ?? [],
    clinics: account.clinics ?? [],
  })
  const [checked, setChecked] = useState(false)

  async function save() {
    setChecked(true)
    if (draft.name.trim() === '') return
    const saved = await acting.act(() =>
      server.changeAccount(account.user, { ...scopedDraft(draft), name: draft.name.trim() }),
    )
    if (!saved) return
    showToast(t('account.saved', { name: saved.practitioner.name }))
    props.onChanged()
    props.onClose()
  }
  return (
    <FormDialog
      title={name}
      confirm={common('actions.save')}
      cancel={common('actions.close')}
      wide
      disabled={acting.busy}
      onSubmit={save}
      onClose={props.onClose}
    >
      <FailureBanner failure={acting.failure} />
      <AccountFields
        draft={draft}
        roles={clinic ? clinicRoles(profile.practitioner.role === 'admin') : serverRoles}
        accounts={props.accounts}
        clinics={props.clinics}
        facilities={clinic?.facilities ?? []}
        checked={checked}
        onChange={setDraft}
      />
      <Divider />
      <AccountFacts account={account} nowMs={nowMs} />
      <AccountActs account={account} acting={acting} onIssued={props.onIssued} onChanged={props.onChanged} />
    </FormDialog>
  )
}
