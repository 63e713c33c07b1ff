import { Button, MenuItem, Stack, TextField } from '@mui/material'
import { useTranslation } from 'react-i18next'
import {
  type AllergyDraft,
  addAllergy,
  editAllergy,
  setAllergyStatus,
} from '#shared/domain/patient/allergy.commands.ts'
import type { Allergy, Patient } from '#shared/domain/patient/patient.schema.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { KeptFormDialog, useKeptForm, useTried } from '../../kept-forms/index.ts'
import { useCardCommands } from '../model/use-card-commands.ts'

const draftOf = ({ substance, category, criticality, reaction, onset }: Allergy): AllergyDraft => ({
  substance,
  category,
  criticality,
  ...(reaction && { reaction }),
  ...(onset && { onset }),
})

const newDraft: AllergyDraft = {
  substance: { text: '' },
  category: 'medication',
  criticality: 'unable-to-assess',
}

/** Where the dialog is kept while it is typed; then the allergy's id, or `new`. */
export const placeOfAllergy = (patientId: string): string => `allergy/${patientId}/`

/** Writes an allergy down, changes it, or ends it. */
export function AllergyDialog(props: { patient: Patient; allergy: Allergy | undefined; onClose(): void }) {
  const { patient, allergy, onClose } = props
  const { t } = useTranslation('card')
  const { t: inPatients } = useTranslation('patients')
  const { t: common } = useTranslation()
  const { context } = useWorkplace()
  const { changePatient, endAllergy } = useCardCommands()
  const {
    value: draft,
    set: setDraft,
    keeping,
  } = useKeptForm(
    placeOfAllergy(patient.id) + (allergy?.id ?? 'new'),
    allergy ? draftOf(allergy) : newDraft,
    { follows: allergy !== undefined },
  )
  const tried = useTried(keeping, onClose)

  async function save() {
    let addedId: string | undefined
    const found = await changePatient(
      patient.id,
      (current) => {
        const result = allergy
          ? editAllergy(current, allergy.id, draft, context)
          : addAllergy(current, draft, context)
        if (result.ok) addedId = result.value.allergies?.at(-1)?.id
        return result
      },
      t('allergies.saved', { name: draft.substance.text.trim() }),
      (now) => {
        if (!allergy) return setAllergyStatus(now, addedId ?? '', 'entered-in-error', context)
        const back = editAllergy(now, allergy.id, draftOf(allergy), context)
        return back.ok ? back.value : now
      },
    )
    if (found === 'not-saved') return
    await tried.end(found)
  }
  const end = async (status: Allergy['clinicalStatus']) => {
    if (!allergy) return
    if ((await endAllergy(patient.id, allergy, status)) !== 'not-saved') await tried.done()
  }
  return (
    <KeptFormDialog
      keeping={keeping}
      title={t(allergy ? 'allergies.edit' : 'allergies.new')}
      confirm={common('actions.save')}
      wide
      also={
        allergy && (
          <>
            <Button color="secondary" onClick={() => void end('resolved')}>
              {t('allergies.resolve')}
            </Button>
            <Button color="error" onClick={() => void end('entered-in-error')} sx={{ mr: 'auto !important' }}>
              {t('allergies.mistake')}
            </Button>
          </>
        )
      }
      onSubmit={save}
      onClose={onClose}
    >
      <TextField
        autoFocus
        label={t('allergies.substance')}
        placeholder={t('allergies.substanceHint')}
        value={draft.substance.text}
        onChange={(event) => setDraft({ substance: { text: event.target.value } })}
        {...tried.at()}
      />
      <Stack direction="row" spacing={1.5}>
        <TextField
          select
          label={t('allergies.category')}
          value={draft.category}
          onChange={(event) => setDraft({ category: event.target.value as Allergy['category'] })}
        >
          {(['medication', 'food', 'environment', 'biologic', 'other'] as const).map((option) => (
            <MenuItem key={option} value={option}>
              {t(`allergies.categories.${option}`)}
            </MenuItem>
          ))}
        </TextField>
        <TextField
          select
          label={t('allergies.criticality')}
          value={draft.criticality}
          onChange={(event) => setDraft({ criticality: event.target.value as Allergy['criticality'] })}
        >
          {(['high', 'low', 'unable-to-assess'] as const).map((option) => (
            <MenuItem key={option} value={option}>
              {inPatients(`criticality.${option}`)}
            </MenuItem>
          ))}
        </TextField>
      </Stack>
      <TextField
        label={t('allergies.reaction')}
        placeholder={t('allergies.reactionHint')}
        value={draft.reaction ?? ''}
        onChange={(event) => setDraft({ reaction: event.target.value })}
        multiline
        maxRows={4}
      />
    </KeptFormDialog>
  )
}
