import { Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { mayPrint } from '#shared/domain/consent/consent.permission.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { PrintButtons } from '../../../ui/print/print-buttons.tsx'
import type { PrintDocument } from '../../../ui/print/print-document.ts'

/** Print and PDF of a record of this patient; in their place the reason while processing is restricted. */
export function GuardedPrint({
  patient,
  make,
  main,
}: {
  patient: Patient
  make(): PrintDocument
  main?: boolean
}) {
  const { t } = useTranslation('consent')
  const { context } = useWorkplace()
  if (!mayPrint(patient, context.clock.now()).allowed)
    return (
      <Typography variant="body2" role="status" sx={{ color: 'error.dark', alignSelf: 'center' }}>
        {t('printClosed')}
      </Typography>
    )
  return <PrintButtons make={make} main={main ?? false} />
}
