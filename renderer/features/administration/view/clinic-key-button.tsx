import { Button, Typography } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'

/** A key of the whole clinic, for what its PCs exchange or for the files of patients: asks before a new one is made. */
export function ClinicKeyButton(props: {
  of: 'courierKey' | 'fileKey'
  busy: boolean
  onRenew: () => unknown
}) {
  const { t } = useTranslation('administration')
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button
        variant="outlined"
        disabled={props.busy}
        onClick={() => setAsking(true)}
        sx={{ flexShrink: 0, whiteSpace: 'nowrap' }}
      >
        {t(`${props.of}.action`)}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t(`${props.of}.title`)}
        confirmLabel={t(`${props.of}.confirm`)}
        onConfirm={() => {
          setAsking(false)
          props.onRenew()
        }}
        onCancel={() => setAsking(false)}
      >
        <Typography variant="body2">{t(`${props.of}.text`)}</Typography>
      </ConfirmDialog>
    </>
  )
}
