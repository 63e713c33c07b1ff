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

/** The files of one patient that wait in the same way: one line. */
export interface WaitingGroup {
  key: string
  patientId: string | undefined
  kind: 'waits' | 'sending' | 'refused' | 'lost'
  count: number
  /** Of all of them together. */
  percent: number
  /** The oldest, ISO. */
  since: string
}

/** In the order in which they go. */
export function groupsOf(files: readonly WaitingFileRow[]): WaitingGroup[] {
  const groups = new Map<string, WaitingFileRow[]>()
  for (const file of files) {
    const key = `${kindOf(file)} ${file.patientId ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), file])
  }
  return [...groups].map(([key, all]) => {
    const [first] = all
    const sum = (of: 'sent' | 'total') => all.reduce((total, file) => total + file[of], 0)
    return {
      key,
      patientId: first!.patientId,
      kind: kindOf(first!),
      count: all.length,
      percent: Math.floor((sum('sent') / Math.max(1, sum('total'))) * 100),
      since: first!.since,
    }
  })
}

function kindOf({ refused, lost, sent }: WaitingFile): WaitingGroup['kind'] {
  if (refused !== undefined) return 'refused'
  if (lost) return 'lost'
  return sent > 0 ? 'sending' : 'waits'
}
