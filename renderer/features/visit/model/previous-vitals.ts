import type { Visit, Vitals } from '#shared/domain/visit/visit.schema.ts'
import { currentVersions } from '#shared/domain/visit/visit.versions.ts'

/** The newest earlier value of each vital sign and when it was taken. */
export type PreviousVitals = Partial<Record<keyof Vitals, { value: number; at: string }>>

/** Looks through a patient's visits, whatever their order; visits entered in error do not count. */
export function previousVitals(visits: readonly Visit[], exceptRootId: string | undefined): PreviousVitals {
  const previous: PreviousVitals = {}
  const newestFirst = currentVersions(visits)
    .filter((visit) => visit.status !== 'entered-in-error' && visit.rootId !== exceptRootId)
    .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
  for (const { vitals, startedAt } of newestFirst)
    for (const [name, value] of Object.entries(vitals ?? {}))
      if (typeof value === 'number') previous[name] ??= { value, at: startedAt }
  return previous
}
