import { MenuItem, TextField, Typography } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldProblem } from '#shared/domain/common/command-context.ts'
import { restrictCard } from '#shared/domain/consent/restriction.commands.ts'
import { restrictionGroundsOn } from '#shared/domain/consent/restriction-grounds.ts'
import { minskDay } from '#shared/kit/partial-date.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useLanguage } from '../../../i18n/index.ts'
import { useProblemText } from '../../../i18n/problem-text.ts'
import { DateField } from '../../../ui/fields/date-field.tsx'
import { KeptFormDialog, useKeptForm } from '../../kept-forms/index.ts'
import { useConsentCommands } from '../model/use-consent-commands.ts'

/** Restricts the processing of a card: from then on nothing of it leaves. */
export function RestrictionDialog({ patientId, onClose }: { patientId: string; onClose(): void }) {
  const { t } = useTranslation('consent')
  const language = useLanguage()
  const say = useProblemText()
  const { context } = useWorkplace()
  const { change } = useConsentCommands()
  const grounds = restrictionGroundsOn(minskDay(context.clock.now()))
  const { value, set, keeping } = useKeptForm(`restriction/${patientId}`, {
    ground: grounds[0]?.code ?? '',
    reason: '',
    until: '',
  })
  const { ground, reason, until } = value
  const [problems, setProblems] = useState<FieldProblem[]>([])
  const untilProblem = problems.find(({ path }) => path === 'until')

  async function save() {
    const found = await change(
      patientId,
      (patient) => restrictCard(patient, { ground, reason, ...(until && { until }) }, context),
      t('restriction.saved'),
    )
    setProblems(found)
    if (found.length > 0) return
    await keeping.forget()
    onClose()
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
      <TextField
        select
        label={t('restriction.ground')}
        value={ground}
        onChange={(event) => set({ ground: event.target.value })}
      >
        {grounds.map(({ code, name }) => (
          <MenuItem key={code} value={code}>
            {name[language]}
          </MenuItem>
        ))}
      </TextField>
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
        error={untilProblem !== undefined}
        helperText={untilProblem && say(untilProblem)}
      />
    </KeptFormDialog>
  )
}
