import { MenuItem, Stack, TextField } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { ConsentDraft } from '#shared/domain/consent/consent.commands.ts'
import { consentKinds } from '#shared/domain/consent/consent.schema.ts'
import { consentTextOn } from '#shared/domain/consent/consent-texts.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { minskDay } from '#shared/kit/partial-date.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { DateField } from '../../../ui/fields/date-field.tsx'
import { KeptFormDialog, useKeptForm, useTried } from '../../kept-forms/index.ts'
import { useConsentCommands } from '../model/use-consent-commands.ts'

const choices = consentKinds.flatMap((kind) =>
  (['permit', 'deny'] as const).map((decision) => ({ kind, decision })),
)

/** A consent or refusal with everything that may be said of it: a representative, named persons, an end. */
export function ConsentDialog(props: { patient: Patient; initial: ConsentDraft; onClose(): void }) {
  const { t } = useTranslation('consent')
  const { t: common } = useTranslation()
  const { context } = useWorkplace()
  const { record } = useConsentCommands()
  const { value, set, keeping } = useKeptForm(`consent/${props.patient.id}`, {
    draft: props.initial,
    personLines: '',
  })
  const { draft, personLines } = value
  const setDraft = (draft: ConsentDraft) => set({ draft })
  const tried = useTried(keeping, props.onClose)
  const today = minskDay(context.clock.now())
  const { kind, decision, givenBy } = draft

  async function save() {
    const found = await record(props.patient.id, {
      ...draft,
      textVersion: consentTextOn(kind, decision, today)?.id ?? draft.textVersion,
      ...(kind === 'disclosure' && { persons: personsOf(personLines) }),
    })
    await tried.end(found)
  }
  const text = consentTextOn(kind, decision, today)
  return (
    <KeptFormDialog
      keeping={keeping}
      title={t('dialog.title')}
      confirm={common('actions.save')}
      wide
      onSubmit={save}
      onClose={props.onClose}
    >
      <TextField
        select
        label={t('dialog.what')}
        value={`${kind} ${decision}`}
        helperText={text?.title.ru}
        onChange={(event) => {
          const chosen = choices.find((each) => `${each.kind} ${each.decision}` === event.target.value)
          if (chosen) setDraft({ ...draft, ...chosen })
        }}
      >
        {choices.map((each) => (
          <MenuItem key={`${each.kind} ${each.decision}`} value={`${each.kind} ${each.decision}`}>
            {t(`kinds.${each.kind}.${each.decision}`)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        select
        label={t('dialog.givenBy')}
        value={givenBy.who}
        onChange={(event) =>
          setDraft({ ...draft, givenBy: { ...givenBy, who: event.target.value as typeof givenBy.who } })
        }
      >
        <MenuItem value="patient">{t('dialog.patient')}</MenuItem>
        <MenuItem value="representative">{t('dialog.representative')}</MenuItem>
      </TextField>
      {givenBy.who === 'representative' && (
        <Stack direction="row" spacing={1.5}>
          <TextField
            label={t('dialog.name')}
            value={givenBy.name ?? ''}
            onChange={(event) => setDraft({ ...draft, givenBy: { ...givenBy, name: event.target.value } })}
            {...tried.at('givenBy.name')}
          />
          <TextField
            label={t('dialog.kinship')}
            placeholder={t('dialog.kinshipHint')}
            value={givenBy.kinship ?? ''}
            onChange={(event) => setDraft({ ...draft, givenBy: { ...givenBy, kinship: event.target.value } })}
            {...tried.at('givenBy.kinship')}
          />
        </Stack>
      )}
      {kind === 'disclosure' && (
        <TextField
          autoFocus
          multiline
          minRows={2}
          label={t(decision === 'permit' ? 'dialog.persons' : 'dialog.personsDenied')}
          placeholder={t('dialog.personsHint')}
          value={personLines}
          onChange={(event) => set({ personLines: event.target.value })}
          {...tried.at('persons')}
        />
      )}
      <TextField
        label={t(kind === 'intervention' ? 'dialog.intervention' : 'dialog.about')}
        autoFocus={kind === 'intervention'}
        value={draft.about ?? ''}
        onChange={(event) => setDraft({ ...draft, about: event.target.value })}
        {...tried.at('about')}
      />
      <DateField
        label={t('dialog.until')}
        value={draft.until}
        onChange={(until) => {
          const { until: _, ...rest } = draft
          setDraft(until ? { ...rest, until } : rest)
        }}
        {...tried.at('until')}
      />
    </KeptFormDialog>
  )
}

/** A person a line: name, relation, phone. */
const personsOf = (lines: string): NonNullable<ConsentDraft['persons']> =>
  lines
    .split('\n')
    .map((line) => line.split(',').map((part) => part.trim()))
    .filter(([name]) => name)
    .map(([name = '', relation, phone]) => ({
      name,
      ...(relation && { relation }),
      ...(phone && { phone }),
    }))
