import { Button, Typography } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'

const texts = {
  /** Of what PCs exchange by hand. */
  courierKey: {
    action: 'courierKey.action',
    title: 'courierKey.title',
    text: 'courierKey.text',
    confirm: 'courierKey.confirm',
  },
  /** Of the files of patients. */
  fileKey: {
    action: 'fileKey.action',
    title: 'fileKey.title',
    text: 'fileKey.text',
    confirm: 'fileKey.confirm',
  },
} as const

/** A key of the whole clinic: asks before a new one is made. */
export function ClinicKeyButton(props: { of: keyof typeof texts; busy: boolean; onRenew: () => unknown }) {
  const { t } = useTranslation('administration')
  const [asking, setAsking] = useState(false)
  const { action, title, text, confirm } = texts[props.of]
  return (
    <>
      <Button
        variant="outlined"
        disabled={props.busy}
        onClick={() => setAsking(true)}
        sx={{ flexShrink: 0, whiteSpace: 'nowrap' }}
      >
        {t(action)}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t(title)}
        confirmLabel={t(confirm)}
        onConfirm={() => {
          setAsking(false)
          props.onRenew()
        }}
        onCancel={() => setAsking(false)}
      >
        <Typography variant="body2">{t(text)}</Typography>
      </ConfirmDialog>
    </>
  )
}
