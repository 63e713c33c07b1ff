import { createHash } from 'node:crypto'
import { isObject } from '../http/json-text.ts'
import type { Peer } from './peer.ts'

/**
 * Under which id the checkpoints of a replication are kept. The code of its filter is a part of it: after a change of the
 * filter what it dropped until now is looked at again.
 */
export async function checkpointId(source: Peer, id: string, filter: string | undefined): Promise<string> {
  const [design = '', name] = filter?.split('/') ?? []
  if (name === undefined) return id
  const { status, value } = await source.ask('GET', `/_design/${encodeURIComponent(design)}`)
  const filters = status === 200 && isObject(value) ? value.filters : undefined
  const code = isObject(filters) ? String(filters[name]) : ''
  return createHash('sha256').update(`${id}\n${code}`).digest('hex').slice(0, 32)
}
