import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Prescription } from '#shared/domain/prescription/prescription.schema.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { useErrorText } from '../../../i18n/use-error-text.ts'
import { withSignature } from '../model/sign-document.ts'
import { type SignatureProvider, stateProvider } from '../model/signature-provider.ts'

interface StateSignatureProps {
  prescription: Prescription
  /** Keeps it; may reject with an AppError. */
  onSigned(signed: Prescription): Promise<void>
  provider?: SignatureProvider
}

/** Asks the state's provider for its signature of an electronic prescription; says why when there is none. */
export function StateSignature({ prescription, onSigned, provider = stateProvider }: StateSignatureProps) {
  const { t } = useTranslation('signature')
  const errorText = useErrorText()
  const [problem, setProblem] = useState<ErrorCode>()
  async function sign() {
    try {
      await onSigned(await withSignature(prescription, provider))
    } catch (failure) {
      if (!(failure instanceof AppError)) throw failure
      setProblem(failure.code)
    }
  }
  const words = problem && errorText(problem)
  return (
    <>
      <Button onClick={() => void sign()}>{t('stateCertificate')}</Button>
      <Dialog open={problem !== undefined} onClose={() => setProblem(undefined)} maxWidth="sm">
        <DialogTitle>{words?.title}</DialogTitle>
        <DialogContent>
          <Typography variant="body2">{words?.whatToDo}</Typography>
        </DialogContent>
        <DialogActions>
          <Button variant="contained" onClick={() => setProblem(undefined)}>
            {t('understood')}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  )
}
