import { useTranslation } from 'react-i18next'
import type { ManagedClinic } from '#shared/contract/administration.ts'
import { minskDay } from '#shared/kit/partial-date.ts'
import { showToast } from '../../../ui/toast-store.ts'
import { dayMoment } from '../model/day-moment.ts'
import { useActing } from '../model/use-acting.ts'
import { useAdministrator } from '../model/use-administrator.ts'
import { DayDialog } from './day-dialog.tsx'

/** From which day the server takes records with an electronic signature alone; without a day it asks for none. */
export function PolicyDialog(props: {
  clinic: ManagedClinic
  requiredFrom: string | undefined
  onClose: () => void
  onChanged: () => void
}) {
  const { t } = useTranslation('administration')
  const { t: common } = useTranslation()
  const { server } = useAdministrator()
  const { act, busy, failure } = useActing()
  const { requiredFrom } = props
  async function save(day: string | undefined) {
    const from = (day && dayMoment(day)) ?? null
    if (!(await act(() => server.requireSignatures(props.clinic.id, from)))) return
    showToast(t('policy.saved'))
    props.onChanged()
    props.onClose()
  }
  return (
    <DayDialog
      title={t('policy.title')}
      text={t('policy.text')}
      label={t('policy.from')}
      leftOut={t('policy.fromHint')}
      initial={requiredFrom && minskDay(Date.parse(requiredFrom))}
      confirm={common('actions.save')}
      busy={busy}
      failure={failure}
      onClose={props.onClose}
      onConfirm={save}
    />
  )
}
