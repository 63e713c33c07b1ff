import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Stack,
  TextField,
  Typography,
} from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { formatMoment } from '../../../ui/format.ts'
import { PrintButtons } from '../../../ui/print/print-buttons.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import type { NewSheet } from '../model/recovery.ts'
import { recoverySheet } from './recovery-sheet.ts'
import { SecretDialog } from './secret-dialog.tsx'
import { useDialogForm } from './use-dialog-form.ts'

/**
 * The new sheet: first its key is shown and printed, then a part is typed back from the paper, with the key out of sight.
 * Only then it counts. It closes by its own buttons alone: a click beside it must not lose the sheet.
 */
export function NewSheetDialog({ sheet, onClose }: { sheet: NewSheet; onClose: () => void }) {
  const [step, setStep] = useState<'print' | 'type'>('print')
  return step === 'print' ? (
    <PrintStep sheet={sheet} onPrinted={() => setStep('type')} onClose={onClose} />
  ) : (
    <TypeStep sheet={sheet} onBack={() => setStep('print')} onDone={onClose} />
  )
}

/** Three groups a line, with their hyphens. */
const linesOf = (code: string): string[] => code.match(/(.{4}-?){1,3}/g) ?? [code]

function PrintStep(props: { sheet: NewSheet; onPrinted: () => void; onClose: () => void }) {
  const { t } = useTranslation('session')
  const { t: common } = useTranslation()
  const { profile, stationId } = useWorkplace()
  const { code, madeAtMs } = props.sheet
  return (
    <Dialog open maxWidth="xs" fullWidth>
      <DialogTitle>{t('recovery.print')}</DialogTitle>
      <DialogContent>
        <Typography
          data-testid="recovery-code"
          // As a block of letters in the middle: the groups of its lines stand below each other.
          sx={{ fontFamily: 'monospace', fontSize: 18, width: 'fit-content', mx: 'auto' }}
        >
          {linesOf(code).map((line) => (
            <Box key={line} component="span" sx={{ display: 'block' }}>
              {line}
            </Box>
          ))}
        </Typography>
        <Typography variant="body2" sx={{ mt: 1 }}>
          {t('recovery.notYet')}
        </Typography>
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose} sx={{ mr: 'auto !important' }}>
          {common('actions.cancel')}
        </Button>
        <PrintButtons
          main
          make={() => recoverySheet(t, { code, station: stationId, profile, made: formatMoment(madeAtMs) })}
        />
        <Button onClick={props.onPrinted}>{t('recovery.printed')}</Button>
      </DialogActions>
    </Dialog>
  )
}

function TypeStep({ sheet, onBack, onDone }: { sheet: NewSheet; onBack: () => void; onDone: () => void }) {
  const { t } = useTranslation('session')
  const [typed, setTyped] = useState(() => sheet.asked.map(() => ''))
  const form = useDialogForm(
    () => sheet.confirm(typed),
    () => {
      showToast(t('recovery.inForce'))
      onDone()
    },
  )
  return (
    <SecretDialog
      title={t('recovery.check')}
      text={t('recovery.checkText')}
      confirmLabel={t('recovery.takeEffect')}
      cancelLabel={t('recovery.showAgain')}
      ready={typed.every((group) => group.trim() !== '')}
      busy={form.busy}
      problem={form.problem}
      onSubmit={form.submit}
      onClose={onBack}
    >
      <Stack direction="row" spacing={1.5}>
        {sheet.asked.map((number, at) => (
          <TextField
            key={number}
            label={t('recovery.group', { number })}
            autoFocus={at === 0}
            autoComplete="off"
            value={typed[at]}
            onChange={(event) =>
              setTyped((before) => before.map((group, place) => (place === at ? event.target.value : group)))
            }
            slotProps={{ htmlInput: { maxLength: 8, spellCheck: false } }}
          />
        ))}
      </Stack>
    </SecretDialog>
  )
}
