import { Typography } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dispense, leftToDispense } from '#shared/domain/prescription/dispense.commands.ts'
import type { Prescription } from '#shared/domain/prescription/prescription.schema.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useWhyNot } from '../../../i18n/use-why-not.ts'
import { Banner } from '../../../ui/banner.tsx'
import { NumberField } from '../../../ui/fields/number-field.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { showToast } from '../../../ui/toast-store.ts'

/** The pharmacy hands the drug over: all that is left, or a part of it. */
export function DispenseDialog(props: { prescription: Prescription; onClose: () => void }) {
  const { t } = useTranslation('prescription')
  const { data, context } = useWorkplace()
  const whyNot = useWhyNot()
  const { prescription, onClose } = props
  const left = leftToDispense(prescription)
  const [amount, setAmount] = useState(left)
  const [problem, setProblem] = useState<string>()
  async function give() {
    const found = await whyNot(async () => {
      // As it is now: another pharmacy may have been quicker.
      const now = (await data.prescriptions.get(prescription.id)) ?? prescription
      const result = dispense(now, amount, context)
      if (!result.ok) return result.error
      await data.saveAll([result.value], [now])
      return []
    })
    setProblem(found)
    if (found !== undefined) return
    showToast(t('dispense.done'))
    onClose()
  }
  return (
    <FormDialog title={t('dispense.title')} confirm={t('dispense.confirm')} onSubmit={give} onClose={onClose}>
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
          autoFocus
          value={amount}
          onChange={setAmount}
        />
      )}
    </FormDialog>
  )
}
