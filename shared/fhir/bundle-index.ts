import type { FhirReference } from './elements.ts'
import type { UnresolvedReference } from './outcome.ts'
import { type ResourceSource, sourceOf } from './source-id.ts'

/** A resource as JSON; only its type is known. */
export type RawResource = Record<string, unknown> & { resourceType: string }

/** One entry of a Bundle that holds a resource. */
export interface BundleEntry {
  index: number
  fullUrl: string | undefined
  resource: RawResource
  id: string | undefined
  source: ResourceSource | undefined
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

/** Reads one element of `Bundle.entry`; undefined when there is no resource in it. */
export function readEntry(raw: unknown, index: number, localSystem: string): BundleEntry | undefined {
  if (raw === null || typeof raw !== 'object') return undefined
  const { fullUrl, resource } = raw as { fullUrl?: unknown; resource?: unknown }
  if (resource === null || typeof resource !== 'object') return undefined
  const type = text((resource as { resourceType?: unknown }).resourceType)
  if (type === undefined) return undefined
  const entry = {
    index,
    fullUrl: text(fullUrl),
    resource: resource as RawResource,
    id: text((resource as RawResource).id),
  }
  return { ...entry, source: sourceOf({ ...entry, type }, localSystem) }
}

/** Finds the entry that a reference means: by its full address, `Type/id`, or a contained `#id`. */
export class BundleIndex {
  readonly unresolved: UnresolvedReference[] = []
  private readonly byKey = new Map<string, BundleEntry>()

  constructor(entries: Iterable<BundleEntry>) {
    for (const entry of entries) {
      if (entry.fullUrl !== undefined) this.byKey.set(entry.fullUrl, entry)
      if (entry.id !== undefined) this.byKey.set(`${entry.resource.resourceType}/${entry.id}`, entry)
    }
  }

  /** The entry meant, or undefined; one that names something which is not in the Bundle is noted. */
  resolve(reference: FhirReference | undefined, from: BundleEntry, path: string): BundleEntry | undefined {
    const raw = reference?.reference
    if (raw === undefined || raw === '') return undefined
    if (raw.startsWith('#')) return this.contained(raw.slice(1), from) ?? this.note(raw, from, path)
    const key = raw.replace(/\/_history\/.*$/, '')
    const relative = /([A-Z][A-Za-z]+\/[A-Za-z0-9.-]+)$/.exec(key)?.[1]
    const found = this.byKey.get(key) ?? (relative === undefined ? undefined : this.byKey.get(relative))
    // An absolute address means that very server's resource, never one of the same number elsewhere.
    if (found && key.includes('://') && found.fullUrl !== undefined && found.fullUrl !== key)
      return this.note(raw, from, path)
    return found ?? this.note(raw, from, path)
  }

  private contained(id: string, from: BundleEntry): BundleEntry | undefined {
    const list = Array.isArray(from.resource.contained) ? (from.resource.contained as unknown[]) : []
    for (const raw of list) {
      const entry = readEntry({ resource: raw }, from.index, '')
      if (entry?.id === id) return entry
    }
    return undefined
  }

  private note(reference: string, from: BundleEntry, path: string): undefined {
    this.unresolved.push({
      path: `entry[${from.index}].resource.${path}`,
      reference: reference.slice(0, 200),
    })
  }
}
