import { useBlocker } from '@tanstack/react-router'
import type { Keeping } from '../../kept-forms/index.ts'

/** A form is left only when all of it lies on the disk: on another page, on reload, on closing the window. */
export function LeaveGuard({ keeping, isDone }: { keeping: Keeping; isDone: () => boolean }) {
  useBlocker({
    shouldBlockFn: async () => !isDone() && !(await keeping.keep()),
    enableBeforeUnload: () => !isDone() && ['dirty', 'failed'].includes(keeping.saving.kind),
  })
  return null
}
