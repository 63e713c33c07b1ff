import { TextField, Typography } from '@mui/material'
import { useState } from 'react'
import { Banner } from '../../../ui/banner.tsx'
import { useKeptForm } from '../model/use-kept-form.ts'
import { KeptFormDialog } from './kept-form-dialog.tsx'

interface ReasonDialogProps {
  /** Where it is kept while it is typed: what is done, and the ids of whom and what. */
  place: string
  title: string
  /** What will happen, where the title does not say it all. */
  text?: string
  /** Label of the field. */
  reason: string
  /** Label of the button that does it. */
  confirm: string
  /** It can be taken back, and done without a word. */
  harmless?: boolean
  /** Does it; resolves with why it was not done, in words: then the dialog stays with what was typed. */
  onConfirm(reason: string): Promise<string | undefined>
  onClose(): void
}

/** Asks for the reason of something that cannot be taken back; without one it is not done. */
export function ReasonDialog({ harmless = false, onConfirm, onClose, ...said }: ReasonDialogProps) {
  const { value, set, keeping } = useKeptForm(said.place, { reason: '' })
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  async function confirm() {
    setBusy(true)
    try {
      const found = await onConfirm(value.reason.trim())
      setProblem(found)
      if (found !== undefined) return
      await keeping.forget()
      onClose()
    } finally {
      setBusy(false)
    }
  }
  return (
    <KeptFormDialog
      keeping={keeping}
      title={said.title}
      confirm={said.confirm}
      danger={!harmless}
      wide
      disabled={busy || (!harmless && value.reason.trim() === '')}
      onSubmit={confirm}
      onClose={onClose}
    >
      {problem !== undefined && <Banner severity="danger">{problem}</Banner>}
      {said.text && <Typography variant="body2">{said.text}</Typography>}
      <TextField
        label={said.reason}
        required={!harmless}
        // Where it opens by itself an Enter that was meant for the page must not do what cannot be taken back.
        autoFocus={harmless || keeping.restoredAtMs === undefined}
        value={value.reason}
        onChange={(event) => set({ reason: event.target.value })}
        slotProps={{ htmlInput: { maxLength: harmless ? 2000 : 500 } }}
      />
    </KeptFormDialog>
  )
}
