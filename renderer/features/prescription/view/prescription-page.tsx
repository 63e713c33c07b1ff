import { Box, Button, Stack, Typography } from '@mui/material'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mayDispense, mayPrescribe } from '#shared/domain/access/index.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { cancelPrescription, mayCancel } from '#shared/domain/prescription/prescription.commands.ts'
import { prescriptionForm } from '#shared/domain/prescription/prescription.form.ts'
import { pharmacyProblems } from '#shared/domain/prescription/prescription.rules.ts'
import type { Prescription } from '#shared/domain/prescription/prescription.schema.ts'
import { isExpired } from '#shared/domain/prescription/prescription-validity.ts'
import { formatPartialDate } from '#shared/kit/partial-date.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useProblemText } from '../../../i18n/problem-text.ts'
import { useWhyNot } from '../../../i18n/use-why-not.ts'
import { Banner } from '../../../ui/banner.tsx'
import { LoadingScreen } from '../../../ui/loading-screen.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PrintButtons } from '../../../ui/print/print-buttons.tsx'
import { PrintPreview } from '../../../ui/print/print-preview.tsx'
import { ReasonDialog, useReopen } from '../../kept-forms/index.ts'
import { MissingRecord, PatientStrip } from '../../patients/index.ts'
import {
  printedSignature,
  SignatureAlarm,
  SignatureMark,
  StateSignature,
  useSignatureStatus,
} from '../../signature/index.ts'
import { DocumentStateMark, useDocumentStates } from '../../sync/index.ts'
import { prescriptionPrint } from '../model/prescription-print.ts'
import { usePrescriptionRecord } from '../model/use-prescription-record.ts'
import { DispenseDialog, placeOfDispensing } from './dispense-dialog.tsx'
import { PrescriptionFacts } from './prescription-facts.tsx'

/** A signed prescription: the form as it will be printed, its state, and what can be done with it. */
export function PrescriptionPage() {
  const { patientId = '', prescriptionId = '' } = useParams({ strict: false })
  const { t } = useTranslation('prescription')
  const record = usePrescriptionRecord(patientId)
  if (!record) return <LoadingScreen />
  const prescription = record.prescriptions.find(({ id }) => id === prescriptionId)
  // Of one that waits no longer a pharmacy has not got what it says.
  if (!prescription?.medication)
    return (
      <MissingRecord
        patientId={patientId}
        title={t('page.missing')}
        text={t('page.missingText')}
        toCard={t('page.toCard')}
      />
    )
  return <ShownPrescription key={prescription.id} prescription={prescription} patient={record.patient} />
}

function ShownPrescription({ prescription, patient }: { prescription: Prescription; patient: Patient }) {
  const { t } = useTranslation('prescription')
  const problemText = useProblemText()
  const whyNot = useWhyNot()
  const { data, context, profile } = useWorkplace()
  const state = useDocumentStates([prescription.id])?.get(prescription.id)
  const [cancelling, setCancelling] = useState(false)
  const placeOfCancel = `prescription-cancel/${patient.id}/${prescription.id}`
  useReopen(placeOfCancel, () => setCancelling(true))
  const [dispensing, setDispensing] = useState(false)
  useReopen(placeOfDispensing(prescription), () => setDispensing(true))
  const { role } = profile.practitioner
  const refusals = pharmacyProblems(prescription, patient)
  const signature = useSignatureStatus(prescription)
  const paper = prescriptionPrint(
    prescriptionForm(prescription, patient),
    printedSignature(prescription, signature),
  )
  const expired = prescription.status === 'active' && isExpired(prescription, context.clock.now())

  const cancel = (reason: string) =>
    whyNot(async () => {
      const result = cancelPrescription(prescription, reason, context)
      if (!result.ok) return result.error
      await data.saveAll([result.value], [prescription])
      return []
    })

  return (
    <Box>
      <PatientStrip patient={patient} />
      <PageHeader
        title={t('page.view', { date: formatPartialDate(prescription.issuedOn.slice(0, 10)) })}
        windowTitle={t('page.title')}
        facts={
          <>
            <b>{t(expired ? 'statuses.expired' : `statuses.${prescription.status}`)}</b>
            <SignatureMark status={signature} />
            <DocumentStateMark state={state} />
          </>
        }
        actions={
          <>
            <Button component={Link} to={`/patients/${patient.id}`}>
              {t('page.toCard')}
            </Button>
            {mayCancel(prescription, role) && (
              <Button color="error" onClick={() => setCancelling(true)}>
                {t('actions.cancel')}
              </Button>
            )}
            {mayDispense(role) && prescription.status === 'active' && !expired && (
              <Button variant="contained" onClick={() => setDispensing(true)}>
                {t('dispense.action')}
              </Button>
            )}
            {mayPrescribe(role, 'ordinary') && (
              <Button
                component={Link}
                to={`/patients/${patient.id}/prescriptions/new?from=${encodeURIComponent(prescription.id)}`}
              >
                {t('actions.repeat')}
              </Button>
            )}
            {prescription.status === 'active' &&
              prescription.signature?.practitionerId === context.author.id && (
                <StateSignature
                  prescription={prescription}
                  // Cancelled or dispensed while the provider was asked: the two meet.
                  onSigned={(signed) => data.saveAll([signed], [prescription])}
                />
              )}
            <PrintButtons make={() => paper} main={prescription.status === 'active' && !mayDispense(role)} />
          </>
        }
      />
      <Stack spacing={1} sx={{ mb: 1.5, '&:empty': { display: 'none' } }}>
        <SignatureAlarm status={signature} />
        {prescription.status === 'cancelled' && (
          <Banner severity="danger" title={t('statuses.cancelled')}>
            {prescription.cancelReason}
          </Banner>
        )}
        {refusals.length > 0 && (
          <Banner severity="warning" title={t('page.pharmacyRefuses')}>
            {refusals.map((problem) => problemText(problem)).join(' · ')}
          </Banner>
        )}
      </Stack>
      <Stack direction="row" spacing={3} sx={{ alignItems: 'flex-start' }}>
        <Box>
          <Typography variant="caption" component="p" sx={{ color: 'text.secondary', mb: 0.5 }}>
            {t('page.preview')}
          </Typography>
          <PrintPreview document={paper} label={t('page.preview')} />
        </Box>
        <PrescriptionFacts prescription={prescription} />
      </Stack>
      {dispensing && <DispenseDialog prescription={prescription} onClose={() => setDispensing(false)} />}
      {cancelling && (
        <ReasonDialog
          place={placeOfCancel}
          title={t('cancelDialog.title')}
          reason={t('cancelDialog.reason')}
          confirm={t('cancelDialog.confirm')}
          onClose={() => setCancelling(false)}
          onConfirm={cancel}
        />
      )}
    </Box>
  )
}
