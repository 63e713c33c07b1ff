import { TextField } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type IssuedPassword,
  type ManagedAccount,
  type ManagedClinic,
  newLoginSchema,
} from '#shared/contract/administration.ts'
import { roleRuleOf } from '#shared/domain/access/index.ts'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { clinicRoles, serverRoles } from '../model/account-roles.ts'
import { proposeLogin } from '../model/propose-login.ts'
import type { PersonDraft } from '../model/scoped-draft.ts'
import { scopedDraft } from '../model/scoped-draft.ts'
import { useActing } from '../model/use-acting.ts'
import { useAdministrator } from '../model/use-administrator.ts'
import { AccountFields } from './account-fields.tsx'
import { FailureBanner } from './failure-banner.tsx'

/** A new account: the login is proposed from the name until somebody types another one. */
export function NewAccountDialog(props: {
  clinic: ManagedClinic | undefined
  clinics: readonly ManagedClinic[]
  accounts: readonly ManagedAccount[]
  onClose: () => void
  onIssued: (issued: IssuedPassword) => void
}) {
  const { t } = useTranslation('administration')
  const { server, profile } = useAdministrator()
  const { act, busy, failure } = useActing()
  const { clinic } = props
  const facilities = clinic?.facilities ?? []
  // Nearly everybody works in the ambulatory, not in the organisation that it belongs to.
  const usual = facilities.find(({ kind }) => kind === 'ambulatory') ?? facilities[0]
  const [draft, setDraft] = useState<PersonDraft>({
    name: '',
    role: clinic ? 'doctor' : 'admin',
    position: '',
    facilityId: usual?.id ?? '',
    villages: [],
    clinics: [],
  })
  const [typed, setTyped] = useState<string | undefined>()
  const [checked, setChecked] = useState(false)
  const taken = props.accounts.map(({ user }) => user)
  const login = typed ?? proposeLogin(draft.name, taken)
  const loginFits = newLoginSchema.safeParse(login).success
  const loginTaken = taken.some((user) => user.toLowerCase() === login) || failure === 'account.taken'
  const loginProblem = !checked
    ? undefined
    : loginTaken
      ? t('account.loginTaken')
      : loginFits
        ? undefined
        : t('account.loginWrong')

  async function create() {
    setChecked(true)
    const clinicsMissing = roleRuleOf(draft.role).administers === 'own-clinics' && draft.clinics.length === 0
    if (draft.name.trim() === '' || clinicsMissing || !loginFits || taken.includes(login)) return
    const issued = await act(() =>
      server.createAccount({
        ...scopedDraft(draft),
        name: draft.name.trim().replace(/\s+/g, ' '),
        user: login,
        clinicId: clinic?.id ?? '',
      }),
    )
    if (issued) props.onIssued(issued)
  }
  return (
    <FormDialog
      title={t('staff.new')}
      confirm={t('staff.create')}
      wide
      disabled={busy}
      onSubmit={create}
      onClose={props.onClose}
    >
      <FailureBanner failure={failure} />
      <AccountFields
        draft={draft}
        roles={clinic ? clinicRoles(profile.practitioner.role === 'admin') : serverRoles}
        accounts={props.accounts}
        clinics={props.clinics}
        facilities={facilities}
        checked={checked}
        onChange={setDraft}
      />
      <TextField
        label={t('account.login')}
        required
        value={login}
        error={loginProblem !== undefined}
        helperText={loginProblem ?? t('account.loginHint')}
        onChange={(event) => setTyped(event.target.value.toLowerCase().trim())}
        slotProps={{ htmlInput: { maxLength: 40, spellCheck: false } }}
      />
    </FormDialog>
  )
}
