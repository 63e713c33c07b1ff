import { Stack, TextField, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { legalGroundsOn } from '#shared/domain/consent/legal-grounds.ts'
import { recordLegalGround } from '#shared/domain/consent/restriction.commands.ts'
import { minskDay } from '#shared/kit/partial-date.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useLanguage } from '../../../i18n/index.ts'
import { ChoiceField } from '../../../ui/fields/choice-field.tsx'
import { DateField } from '../../../ui/fields/date-field.tsx'
import { KeptFormDialog, useKeptForm, useTried } from '../../kept-forms/index.ts'
import { useConsentCommands } from '../model/use-consent-commands.ts'

/** A demand that the law puts above a refusal: who, by which paper, until when. */
export function LegalGroundDialog({ patientId, onClose }: { patientId: string; onClose(): void }) {
  const { t } = useTranslation('consent')
  const { t: common } = useTranslation()
  const language = useLanguage()
  const { context } = useWorkplace()
  const { change } = useConsentCommands()
  const today = minskDay(context.clock.now())
  const grounds = legalGroundsOn(today)
  const {
    value: draft,
    set: put,
    keeping,
  } = useKeptForm(`ground/${patientId}`, {
    ground: grounds[0]?.code ?? '',
    demandedBy: '',
    number: '',
    demandedOn: today,
    until: '',
  })
  const tried = useTried(keeping, onClose)
  const set = (name: keyof typeof draft) => (value: string | undefined) => put({ [name]: value ?? '' })

  async function save() {
    const found = await change(
      patientId,
      (patient) => recordLegalGround(patient, draft, context),
      t('ground.saved'),
    )
    await tried.end(found)
  }
  return (
    <KeptFormDialog
      keeping={keeping}
      title={t('ground.add')}
      confirm={common('actions.save')}
      wide
      onSubmit={save}
      onClose={onClose}
    >
      <Typography variant="body2">{t('ground.explain')}</Typography>
      <ChoiceField
        label={t('ground.ground')}
        value={draft.ground}
        options={grounds.map(({ code, name }) => ({ value: code, name: name[language] }))}
        onChange={set('ground')}
        {...tried.at('ground')}
      />
      <Stack direction="row" spacing={1.5}>
        <TextField
          label={t('ground.demandedBy')}
          value={draft.demandedBy}
          onChange={(event) => set('demandedBy')(event.target.value)}
          slotProps={{ htmlInput: { maxLength: 500 } }}
          {...tried.at('demandedBy')}
        />
        <TextField
          label={t('ground.number')}
          value={draft.number}
          onChange={(event) => set('number')(event.target.value)}
          slotProps={{ htmlInput: { maxLength: 100 } }}
        />
      </Stack>
      <Stack direction="row" spacing={1.5}>
        <DateField
          label={t('ground.demandedOn')}
          value={draft.demandedOn}
          onChange={set('demandedOn')}
          {...tried.at('demandedOn')}
        />
        <DateField
          label={t('ground.until')}
          value={draft.until}
          onChange={set('until')}
          {...tried.at('until')}
        />
      </Stack>
    </KeptFormDialog>
  )
}
