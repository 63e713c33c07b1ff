import { useMemo } from 'react'
import type { WaitingFile } from '../../../data/controls/files-control.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'

export interface WaitingFileRow extends WaitingFile {
  fileId: string
}

/** Files of patients whose content is on this PC alone, oldest first; small pictures of them are not counted. */
export function useWaitingFiles(): readonly WaitingFileRow[] {
  const { data } = useWorkplace()
  const waiting = useLive(useMemo(() => data.files.waiting, [data]))
  return useMemo(
    () =>
      [...(waiting ?? [])]
        .filter(([, { isPreview }]) => !isPreview)
        .map(([fileId, file]) => ({ fileId, ...file }))
        .sort((a, b) => a.since.localeCompare(b.since)),
    [waiting],
  )
}

/** Whether it will not go by itself: the server refuses it, or the disk has lost a part. */
export const isStuck = ({ refused, lost }: WaitingFile): boolean => refused !== undefined || lost === true
