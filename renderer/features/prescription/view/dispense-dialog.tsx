import { Typography } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dispense, leftToDispense } from '#shared/domain/prescription/dispense.commands.ts'
import type { Prescription } from '#shared/domain/prescription/prescription.schema.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useWhyNot } from '../../../i18n/use-why-not.ts'
import { Banner } from '../../../ui/banner.tsx'
import { NumberField } from '../../../ui/fields/number-field.tsx'
import { shownNumber } from '../../../ui/fields/number-text.ts'
import { showToast } from '../../../ui/toast-store.ts'
import { KeptFormDialog, useKeptForm } from '../../kept-forms/index.ts'

/** Where the dialog is kept while it is typed. */
export const placeOfDispensing = ({ patientId, id }: Prescription): string => `dispensing/${patientId}/${id}`

/** The pharmacy hands the drug over: all that is left, or a part of it. */
export function DispenseDialog(props: { prescription: Prescription; onClose: () => void }) {
  const { t } = useTranslation('prescription')
  const { data, context } = useWorkplace()
  const whyNot = useWhyNot()
  const { prescription, onClose } = props
  const left = leftToDispense(prescription)
  const { value, set, keeping } = useKeptForm<{ amount?: number | undefined }>(
    placeOfDispensing(prescription),
    { amount: left },
    { follows: true },
  )
  const [problem, setProblem] = useState<string>()
  async function give() {
    const found = await whyNot(async () => {
      // As it is now: another pharmacy may have been quicker.
      const now = (await data.prescriptions.get(prescription.id)) ?? prescription
      const result = dispense(now, value.amount, context)
      if (!result.ok) return result.error
      await data.saveAll([result.value], [now])
      return []
    })
    setProblem(found)
    if (found !== undefined) return
    await keeping.forget()
    showToast(t('dispense.done'))
    onClose()
  }
  return (
    <KeptFormDialog
      keeping={keeping}
      title={t('dispense.title')}
      confirm={t('dispense.confirm')}
      onSubmit={give}
      onClose={onClose}
    >
      {problem !== undefined && <Banner severity="danger">{problem}</Banner>}
      <Typography variant="body2">
        {[prescription.medication.inn, prescription.medication.strength, prescription.medication.form]
          .filter(Boolean)
          .join(', ')}
      </Typography>
      {left !== undefined && (
        <NumberField
          label={t('dispense.amount')}
          unit={prescription.quantity?.unit ?? ''}
          // Where it opens by itself an Enter that was meant for the page must not hand anything over.
          autoFocus={keeping.restoredAtMs === undefined}
          value={value.amount}
          onChange={(amount) => set({ amount })}
          helperText={t('dispense.left', {
            left: shownNumber(left),
            all: shownNumber(prescription.quantity?.value),
          })}
        />
      )}
    </KeptFormDialog>
  )
}
