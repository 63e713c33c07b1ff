import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  MenuItem,
  Stack,
  TextField,
  Typography,
} from '@mui/material'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldProblem } from '#shared/domain/common/command-context.ts'
import { restrictCard } from '#shared/domain/consent/restriction.commands.ts'
import { restrictionGroundsOn } from '#shared/domain/consent/restriction-grounds.ts'
import { minskDay } from '#shared/kit/partial-date.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useLanguage } from '../../../i18n/index.ts'
import { useProblemText } from '../../../i18n/problem-text.ts'
import { DateField } from '../../../ui/fields/date-field.tsx'
import { useConsentCommands } from '../model/use-consent-commands.ts'

/** Restricts the processing of a card: from then on nothing of it leaves. */
export function RestrictionDialog({ patientId, onClose }: { patientId: string; onClose(): void }) {
  const { t } = useTranslation('consent')
  const { t: common } = useTranslation()
  const language = useLanguage()
  const say = useProblemText()
  const { context } = useWorkplace()
  const { change } = useConsentCommands()
  const grounds = restrictionGroundsOn(minskDay(context.clock.now()))
  const [ground, setGround] = useState(grounds[0]?.code ?? '')
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState<string | undefined>()
  const [problems, setProblems] = useState<FieldProblem[]>([])
  const untilProblem = problems.find(({ path }) => path === 'until')

  async function save(event: FormEvent) {
    event.preventDefault()
    const found = await change(
      patientId,
      (patient) => restrictCard(patient, { ground, reason, ...(until && { until }) }, context),
      t('restriction.saved'),
    )
    setProblems(found)
    if (found.length === 0) onClose()
  }
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth>
      <form onSubmit={(event) => void save(event)}>
        <DialogTitle>{t('restriction.add')}</DialogTitle>
        <DialogContent>
          <Stack spacing={1.5} sx={{ pt: 1 }}>
            <Typography variant="body2">{t('restriction.explain')}</Typography>
            <TextField
              select
              label={t('restriction.ground')}
              value={ground}
              onChange={(event) => setGround(event.target.value)}
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
              onChange={(event) => setReason(event.target.value)}
              multiline
              slotProps={{ htmlInput: { maxLength: 2000 } }}
            />
            <DateField
              label={t('dialog.until')}
              value={until}
              onChange={setUntil}
              error={untilProblem !== undefined}
              helperText={untilProblem && say(untilProblem)}
            />
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{common('actions.cancel')}</Button>
          <Button type="submit" variant="contained" color="error">
            {t('restriction.confirm')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
