import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Stack, Typography } from '@mui/material'
import { type FormEvent, type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { useErrorText } from '../../../i18n/use-error-text.ts'
import { Banner } from '../../../ui/banner.tsx'

/** A small form about a secret: what it is for, its fields, what was wrong with them. */
export function SecretDialog(props: {
  title: string
  text: string
  confirmLabel: string
  ready: boolean
  busy: boolean
  problem: ErrorCode | undefined
  onSubmit: (event: FormEvent) => void
  onClose: () => void
  children: ReactNode
}) {
  const { t } = useTranslation()
  const errorText = useErrorText()
  const form = useId()
  const said = props.problem && errorText(props.problem)
  return (
    <Dialog open onClose={props.onClose} maxWidth="xs" fullWidth>
      <DialogTitle>{props.title}</DialogTitle>
      <DialogContent>
        <Stack component="form" id={form} spacing={1.5} onSubmit={props.onSubmit}>
          <Typography variant="body2">{props.text}</Typography>
          {said && (
            <Banner severity="danger" title={said.title}>
              {said.whatToDo}
            </Banner>
          )}
          {props.children}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose}>{t('actions.cancel')}</Button>
        <Button type="submit" form={form} variant="contained" disabled={props.busy || !props.ready}>
          {props.confirmLabel}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
