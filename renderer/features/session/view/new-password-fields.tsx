import { TextField } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { passwordPolicy, passwordProblem } from '#shared/contract/password-policy.ts'

/** What somebody chose, typed twice. */
export interface NewPassword {
  chosen: string
  again: string
}
export const emptyPassword: NewPassword = { chosen: '', again: '' }

/** Whether it may be sent. */
export const isReady = ({ chosen, again }: NewPassword, user: string, before?: string): boolean =>
  chosen === again && passwordProblem(chosen, user, before) === undefined

/** A password of one's own, twice; says at once why one will not do. */
export function NewPasswordFields(props: {
  value: NewPassword
  onChange: (value: NewPassword) => void
  user: string
  before?: string | undefined
  autoFocus?: boolean
}) {
  const { t } = useTranslation('session')
  const { value, onChange, user, before } = props
  const problem = value.chosen === '' ? undefined : passwordProblem(value.chosen, user, before)
  const differs = value.again !== '' && value.again !== value.chosen
  return (
    <>
      <TextField
        label={t('ownPassword.chosen')}
        type="password"
        autoComplete="new-password"
        autoFocus={props.autoFocus ?? false}
        required
        value={value.chosen}
        onChange={(event) => onChange({ ...value, chosen: event.target.value })}
        error={problem !== undefined}
        helperText={
          problem
            ? t(`ownPassword.problem.${problem}`)
            : t('ownPassword.rule', { count: passwordPolicy.minLength })
        }
      />
      <TextField
        label={t('ownPassword.again')}
        type="password"
        autoComplete="new-password"
        required
        value={value.again}
        onChange={(event) => onChange({ ...value, again: event.target.value })}
        error={differs}
        helperText={differs && t('ownPassword.differs')}
      />
    </>
  )
}
