import { useEffect, useMemo, useState } from 'react'
import { type ClinicDocument, collectionOfType } from '#shared/domain/registry.ts'
import { parseHybridTime } from '#shared/kit/hybrid-clock.ts'
import type { Repository } from '../../../data/controls/repository.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'

/** So many are listed, the newest; an import may leave thousands. */
const listed = 50

export interface OnlyHere {
  document: ClinicDocument
  /** When it was written. */
  atMs: number
}

/** What is only on this PC, the newest first, and how many more there are; undefined until it is known. */
export function useOnlyHere(): { found: readonly OnlyHere[]; more: number } | undefined {
  const { data } = useWorkplace()
  const ids = useLive(useMemo(() => data.sync.watchOnlyHere(), [data]))
  const [found, setFound] = useState<readonly OnlyHere[]>()
  useEffect(() => {
    let ended = false
    async function look(wanted: string[]) {
      const documents = await Promise.all(
        wanted.map((id) => {
          const name = collectionOfType(id.split(':')[0] ?? '')
          return name && (data[name] as Repository<ClinicDocument>).get(id)
        }),
      )
      const rows = documents.flatMap((document) =>
        document ? [{ document, atMs: parseHybridTime(document.updatedAt)?.timeMs ?? 0 }] : [],
      )
      if (!ended) setFound(rows.sort((a, b) => b.atMs - a.atMs))
    }
    if (ids) look(ids.slice(0, listed)).catch(() => !ended && setFound([]))
    return () => {
      ended = true
    }
  }, [data, ids])
  return ids && found && { found, more: Math.max(0, ids.length - listed) }
}
