import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Stack, Typography } from '@mui/material'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IssuedPassword } from '#shared/contract/administration.ts'
import type { PatientAccount } from '#shared/contract/patient-account.ts'
import { fullName } from '#shared/domain/patient/full-name.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { Banner } from '../../../ui/banner.tsx'
import { useActing } from '../model/use-acting.ts'
import { useAdministrator } from '../model/use-administrator.ts'
import { useServerData } from '../model/use-server-data.ts'
import { FailureBanner } from './failure-banner.tsx'
import { PatientAccount as KnownAccount } from './patient-account.tsx'
import { ServerDataFrame } from './server-data-frame.tsx'
import { SlipDialog } from './slip-dialog.tsx'

/**
 * The account by which a patient reads the own card, for the registry and the head doctor. By the server alone; the
 * password is shown once, for the slip that the patient takes along.
 */
export function PatientAccessDialog({ patient, onClose }: { patient: Patient; onClose: () => void }) {
  const { t } = useTranslation('patient-access')
  const { t: common } = useTranslation()
  const { server, profile } = useAdministrator()
  const acting = useActing()
  const [issued, setIssued] = useState<IssuedPassword | undefined>()
  const access = useMemo(
    () => server.patientAccess(profile.clinicId, patient.id),
    [server, profile.clinicId, patient.id],
  )
  const load = useCallback(() => access.read(), [access])
  const { data, reload } = useServerData(load)

  async function issue(doing: typeof access.renew) {
    const slip = await acting.act(doing)
    if (slip) setIssued(slip)
    // Refused too: somebody else may have made it meanwhile.
    await reload()
  }
  const create = () => issue(() => access.create(fullName(patient.name)))
  const isOnlyHere = data.kind === 'failed' && data.failure === 'not_found'
  return (
    <Dialog open maxWidth="sm" fullWidth onClose={onClose}>
      <DialogTitle>{t('title')}</DialogTitle>
      <DialogContent>
        <Stack spacing={1.5} useFlexGap>
          <Typography sx={{ fontWeight: 600 }}>{fullName(patient.name)}</Typography>
          <FailureBanner failure={acting.failure} />
          {isOnlyHere ? (
            <Banner severity="warning" title={t('onlyHere')}>
              {t('onlyHereText')}
            </Banner>
          ) : (
            <ServerDataFrame data={data} onRetry={() => void reload()} silentText={t('needsServer')}>
              {({ account }: PatientAccount) =>
                account ? (
                  <KnownAccount
                    account={account}
                    access={access}
                    acting={acting}
                    onRenew={() => issue(access.renew)}
                    onChanged={reload}
                  />
                ) : (
                  <NoAccount patient={patient} busy={acting.busy} onCreate={() => void create()} />
                )
              }
            </ServerDataFrame>
          )}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{common('actions.close')}</Button>
      </DialogActions>
      {issued && <SlipDialog issued={issued} onClose={() => setIssued(undefined)} />}
    </Dialog>
  )
}

/** What an account lets the patient do, whom to hand it to, and the button that makes it. */
function NoAccount(props: { patient: Patient; busy: boolean; onCreate: () => void }) {
  const { t } = useTranslation('patient-access')
  const { replacedBy, deceasedAt } = props.patient
  if (replacedBy || deceasedAt)
    return (
      <Banner severity="info" title={t('none')}>
        {t(replacedBy ? 'notForReplaced' : 'notForDead')}
      </Banner>
    )
  return (
    <>
      <Banner severity="info" title={t('none')}>
        {t('noneText')}
      </Banner>
      <Typography variant="body2">{t('identify')}</Typography>
      <Stack direction="row">
        <Button variant="contained" autoFocus disabled={props.busy} onClick={props.onCreate}>
          {t('create')}
        </Button>
      </Stack>
    </>
  )
}
