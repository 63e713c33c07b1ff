import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Stack, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { KeyHint } from '../ui/key-hint.tsx'

const lines = [
  { keys: ['Ctrl+K', '/'], text: 'shortcuts.findPatient' },
  { keys: ['Alt+1'], text: 'shortcuts.patients' },
  { keys: ['Alt+2'], text: 'shortcuts.inbox' },
  { keys: ['Alt+N'], text: 'shortcuts.newPatient' },
  { keys: ['V'], text: 'shortcuts.newVisit' },
  { keys: ['R'], text: 'shortcuts.prescribe' },
  { keys: ['E'], text: 'shortcuts.editCard' },
  { keys: ['F'], text: 'shortcuts.addFile' },
  { keys: ['Ctrl+S'], text: 'shortcuts.save' },
  { keys: ['↑', '↓'], text: 'shortcuts.rows' },
  { keys: ['Enter'], text: 'shortcuts.openRow' },
  { keys: ['Esc'], text: 'shortcuts.closeDialog' },
  { keys: ['F1', '?'], text: 'shortcuts.help' },
] as const

export function ShortcutsDialog(props: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog open={props.open} onClose={props.onClose} maxWidth="xs" fullWidth>
      <DialogTitle>{t('shortcuts.title')}</DialogTitle>
      <DialogContent>
        <Stack spacing={0.75}>
          {lines.map((line) => (
            <Stack key={line.text} direction="row" spacing={0.5} sx={{ alignItems: 'center' }}>
              <Typography variant="body2" sx={{ flex: 1 }}>
                {t(line.text)}
              </Typography>
              {line.keys.map((keys) => (
                <KeyHint key={keys} keys={keys} />
              ))}
            </Stack>
          ))}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose} autoFocus>
          {t('actions.close')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
