import { Typography } from '@mui/material'
import type { ReactNode } from 'react'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { useErrorText } from '../../../i18n/use-error-text.ts'
import { Banner } from '../../../ui/banner.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'

/** A small form about a secret: what it is for, its fields, what was wrong with them. */
export function SecretDialog(props: {
  title: string
  text: string
  confirmLabel: string
  /** Label of the way back, where it is another than "cancel". */
  cancelLabel?: string
  ready: boolean
  busy: boolean
  problem: ErrorCode | undefined
  onSubmit: () => unknown
  onClose: () => void
  children: ReactNode
}) {
  const errorText = useErrorText()
  const said = props.problem && errorText(props.problem)
  return (
    <FormDialog
      title={props.title}
      confirm={props.confirmLabel}
      {...(props.cancelLabel === undefined ? {} : { cancel: props.cancelLabel })}
      disabled={props.busy || !props.ready}
      onSubmit={props.onSubmit}
      onClose={props.onClose}
    >
      <Typography variant="body2">{props.text}</Typography>
      {said && (
        <Banner severity="danger" title={said.title}>
          {said.whatToDo}
        </Banner>
      )}
      {props.children}
    </FormDialog>
  )
}
