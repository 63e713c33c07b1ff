import { canonicalJson } from '#shared/kit/canonical-json.ts'
import { digest26 } from '#shared/kit/sha256.ts'

/** Where a resource came from: the system that gave the id, and the id. */
export interface ResourceSource {
  system: string
  id: string
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const absolute = /^(https?:\/\/.+)\/([A-Za-z]+)\/([A-Za-z0-9.-]{1,64})(\/_history\/.*)?$/

/**
 * The identity of a resource that does not change between two exports. `urn:` addresses and UUIDs are unique in the
 * world, `http(s)` addresses within their base; a bare id only within `localSystem`.
 */
export function sourceOf(
  entry: { fullUrl?: string | undefined; type: string; id?: string | undefined },
  localSystem: string,
): ResourceSource | undefined {
  if (entry.fullUrl?.startsWith('urn:')) return { system: 'urn:ietf:rfc:3986', id: entry.fullUrl }
  const address = entry.fullUrl === undefined ? null : absolute.exec(entry.fullUrl)
  if (address) return { system: address[1]!, id: `${address[2]}/${address[3]}` }
  if (entry.id === undefined || entry.id === '') return undefined
  if (uuid.test(entry.id)) return { system: 'urn:ietf:rfc:3986', id: `urn:uuid:${entry.id}` }
  return { system: localSystem, id: `${entry.type}/${entry.id}` }
}

/** `<type>:<26 characters>`, always the same for the same source and part of it. */
export const importedId = (type: string, source: ResourceSource, ...part: string[]): string =>
  `${type}:${digest26(canonicalJson([source.system, source.id, ...part]))}`
