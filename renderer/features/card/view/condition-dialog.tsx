import {
  Box,
  Button,
  Checkbox,
  FormControlLabel,
  MenuItem,
  Stack,
  TextField,
  Typography,
} from '@mui/material'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import {
  addCondition,
  editCondition,
  isCurrent,
  setConditionStatus,
} from '#shared/domain/condition/condition.commands.ts'
import type { Condition } from '#shared/domain/condition/condition.schema.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import { minskDay } from '#shared/kit/partial-date.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { KeptFormDialog, useKeptForm, useTried } from '../../kept-forms/index.ts'
import { DiagnosisPicker } from '../../visit/index.ts'
import { conditionDraftOf, conditionFormOf, dispensaryGroups } from '../model/condition-form.ts'
import { useCardCommands } from '../model/use-card-commands.ts'

/** Where the dialog is kept while it is typed; then the id of the entry, or `new`. */
export const placeOfCondition = (patientId: string): string => `condition/${patientId}/`

/** Puts a problem on the list, changes it, or ends it. */
export function ConditionDialog(props: {
  patientId: string
  condition: Condition | undefined
  others: readonly Condition[]
  visits: readonly Visit[]
  onClose(): void
}) {
  const { patientId, condition, others, onClose } = props
  const { t } = useTranslation('card')
  const { t: common } = useTranslation()
  const { context } = useWorkplace()
  const { saveCondition } = useCardCommands()
  const today = minskDay(context.clock.now())
  const {
    value: form,
    set: put,
    keeping,
  } = useKeptForm(placeOfCondition(patientId) + (condition?.id ?? 'new'), conditionFormOf(condition, today), {
    follows: condition !== undefined,
  })
  const tried = useTried(keeping, onClose)
  const recent = useMemo(
    () => props.visits.slice(0, 10).flatMap(({ diagnoses }) => diagnoses.map(({ coding }) => coding)),
    [props.visits],
  )

  async function save() {
    const draft = conditionDraftOf(form)
    const result = condition
      ? editCondition(condition, draft, others, context)
      : addCondition(patientId, draft, others, context)
    if (!result.ok) return tried.end(result.error)
    if (await saveCondition(result.value, condition)) await tried.done()
  }
  async function end(status: Condition['clinicalStatus']) {
    if (!condition) return
    if (await saveCondition(setConditionStatus(condition, status, context), condition)) await tried.done()
  }
  const field = (name: 'onset' | 'since' | 'nextOn', path: string) => (
    <TextField
      label={t(`problems.fields.${name}`)}
      placeholder={t('problems.datePlaceholder')}
      value={form[name]}
      onChange={(event) => put({ [name]: event.target.value })}
      {...tried.at(path)}
    />
  )
  return (
    <KeptFormDialog
      keeping={keeping}
      title={t(condition ? 'problems.edit' : 'problems.new')}
      confirm={common('actions.save')}
      wide
      also={
        condition && (
          <Stack direction="row" sx={{ mr: 'auto', gap: 0.5 }}>
            {isCurrent(condition) ? (
              <>
                <Button color="secondary" onClick={() => void end('resolved')}>
                  {t('problems.resolve')}
                </Button>
                {condition.clinicalStatus !== 'remission' && (
                  <Button color="secondary" onClick={() => void end('remission')}>
                    {t('problems.toRemission')}
                  </Button>
                )}
              </>
            ) : (
              <Button color="secondary" onClick={() => void end('active')}>
                {t('problems.reopen')}
              </Button>
            )}
            <Button color="error" onClick={() => void end('entered-in-error')}>
              {t('problems.mistake')}
            </Button>
          </Stack>
        )
      }
      onSubmit={save}
      onClose={onClose}
    >
      {form.coding && (
        <Typography variant="body1" sx={{ fontWeight: 600 }}>
          {form.coding.code} {form.coding.display}
        </Typography>
      )}
      <DiagnosisPicker
        onPick={(coding) => put({ coding })}
        recent={recent}
        autoFocus={!condition}
        label={t(form.coding ? 'problems.otherDiagnosis' : 'problems.diagnosis')}
        error={tried.at('coding').error}
        helperText={tried.at('coding').helperText ?? ''}
      />
      <Stack direction="row" spacing={1.5}>
        <Box sx={{ width: 180, flexShrink: 0 }}>{field('onset', 'onset')}</Box>
        <TextField
          label={t('problems.fields.note')}
          value={form.note}
          onChange={(event) => put({ note: event.target.value })}
        />
      </Stack>
      <FormControlLabel
        control={<Checkbox />}
        label={t('problems.dispensary')}
        slotProps={{ typography: { variant: 'body2' } }}
        checked={form.observed}
        onChange={(_event, observed) => put({ observed })}
      />
      {form.observed && (
        <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr 1fr 1fr', gap: 1.5 }}>
          <TextField
            select
            label={t('problems.fields.group')}
            value={form.group}
            onChange={(event) => put({ group: event.target.value })}
            {...tried.at('dispensary.group')}
          >
            {[...new Set([...dispensaryGroups, form.group])].filter(Boolean).map((group) => (
              <MenuItem key={group} value={group}>
                {group}
              </MenuItem>
            ))}
          </TextField>
          {field('since', 'dispensary.since')}
          <TextField
            select
            label={t('problems.fields.interval')}
            value={form.intervalMonths}
            onChange={(event) => put({ intervalMonths: Number(event.target.value) })}
          >
            {[...new Set([1, 2, 3, 4, 6, 12, 24, 36, form.intervalMonths])]
              .filter((months) => months > 0)
              .sort((a, b) => a - b)
              .map((months) => (
                <MenuItem key={months} value={months}>
                  {t('problems.everyMonths', { count: months })}
                </MenuItem>
              ))}
          </TextField>
          {field('nextOn', 'dispensary.nextOn')}
        </Box>
      )}
    </KeptFormDialog>
  )
}
