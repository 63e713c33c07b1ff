import { Link as TextLink } from '@mui/material'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'

const PatientAccessDialog = lazy(() =>
  import('../../administration/index.ts').then((loaded) => ({ default: loaded.PatientAccessDialog })),
)

/** From the card to the account by which its patient reads it. */
export function PatientAccessLink({ patient }: { patient: Patient }) {
  const { t } = useTranslation('patient-access')
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <TextLink component="button" type="button" variant="body2" onClick={() => setIsOpen(true)}>
        {t('open')}
      </TextLink>
      {isOpen && (
        <Suspense fallback={null}>
          <PatientAccessDialog patient={patient} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
