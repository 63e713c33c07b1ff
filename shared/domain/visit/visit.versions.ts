import type { Visit } from './visit.schema.ts'

/** Order of versions of one visit: by number; parallel ones by time, then id, so that every station agrees. */
const byVersion = (a: Visit, b: Visit): number => {
  if (a.version !== b.version) return a.version - b.version
  if (a.updatedAt !== b.updatedAt) return a.updatedAt < b.updatedAt ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** All versions of one visit, oldest first. */
export const versionsOf = (visits: readonly Visit[], rootId: string): Visit[] =>
  visits.filter((visit) => visit.rootId === rootId).sort(byVersion)

/** The newest version of every visit, in the order in which the visits first appear. */
export function currentVersions(visits: readonly Visit[]): Visit[] {
  const newest = new Map<string, Visit>()
  for (const visit of visits) {
    const known = newest.get(visit.rootId)
    if (!known || byVersion(known, visit) < 0) newest.set(visit.rootId, visit)
  }
  return [...newest.values()]
}

/**
 * Versions that nothing replaces besides the newest one: two stations amended the same visit without knowing of each
 * other. None of them may be lost from sight, a clinician has to join them by one more amendment.
 */
export function rivalVersions(versions: readonly Visit[]): Visit[] {
  const replaced = new Set(versions.map((visit) => visit.replaces))
  const heads = versions.filter((visit) => !replaced.has(visit.id)).sort(byVersion)
  return heads.slice(0, -1)
}
