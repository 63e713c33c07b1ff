import type { ComponentProps } from 'react'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import type { Keeping } from '../model/use-kept-form.ts'
import { RestoredLine } from './restored-line.tsx'

/**
 * A dialog that is a form and is kept while it is typed. Its owner calls `keeping.forget` when it is done; Cancel and
 * Escape give it up, which can be taken back.
 */
export function KeptFormDialog({
  keeping,
  ...dialog
}: ComponentProps<typeof FormDialog> & { keeping: Keeping }) {
  return (
    <FormDialog
      {...dialog}
      onClose={() => {
        void keeping.giveUp()
        dialog.onClose()
      }}
    >
      <RestoredLine keeping={keeping} />
      {dialog.children}
    </FormDialog>
  )
}
