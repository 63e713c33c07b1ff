import { TextField, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { restrictCard } from '#shared/domain/consent/restriction.commands.ts'
import { restrictionGroundsOn } from '#shared/domain/consent/restriction-grounds.ts'
import { minskDay } from '#shared/kit/partial-date.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useLanguage } from '../../../i18n/index.ts'
import { ChoiceField } from '../../../ui/fields/choice-field.tsx'
import { DateField } from '../../../ui/fields/date-field.tsx'
import { KeptFormDialog, useKeptForm, useTried } from '../../kept-forms/index.ts'
import { useConsentCommands } from '../model/use-consent-commands.ts'

/** Restricts the processing of a card: from then on nothing of it leaves. */
export function RestrictionDialog({ patientId, onClose }: { patientId: string; onClose(): void }) {
  const { t } = useTranslation('consent')
  const language = useLanguage()
  const { context } = useWorkplace()
  const { change } = useConsentCommands()
  const grounds = restrictionGroundsOn(minskDay(context.clock.now()))
  const { value, set, keeping } = useKeptForm(`restriction/${patientId}`, {
    ground: grounds[0]?.code ?? '',
    reason: '',
    until: '',
  })
  const { ground, reason, until } = value
  const tried = useTried(keeping, onClose)

  async function save() {
    const found = await change(
      patientId,
      (patient) => restrictCard(patient, { ground, reason, ...(until && { until }) }, context),
      t('restriction.saved'),
    )
    await tried.end(found)
  }
  return (
    <KeptFormDialog
      keeping={keeping}
      title={t('restriction.add')}
      confirm={t('restriction.confirm')}
      wide
      danger
      onSubmit={save}
      onClose={onClose}
    >
      <Typography variant="body2">{t('restriction.explain')}</Typography>
      <ChoiceField
        label={t('restriction.ground')}
        value={ground}
        options={grounds.map(({ code, name }) => ({ value: code, name: name[language] }))}
        onChange={(code) => set({ ground: code })}
      />
      <TextField
        label={t('restriction.reason')}
        value={reason}
        onChange={(event) => set({ reason: event.target.value })}
        multiline
        slotProps={{ htmlInput: { maxLength: 2000 } }}
      />
      <DateField
        label={t('dialog.until')}
        value={until}
        onChange={(day) => set({ until: day ?? '' })}
        {...tried.at('until')}
      />
    </KeptFormDialog>
  )
}
