import { z } from 'zod'
import { fail, ok, type Result } from '#shared/kit/result.ts'

const authSchema = z.object({ basic: z.object({ username: z.string(), password: z.string() }) })
const sideSchema = z.union([
  z.string().min(1).max(4000),
  z.looseObject({
    url: z.string().min(1).max(4000),
    headers: z.record(z.string(), z.string()).optional(),
    auth: authSchema.optional(),
  }),
])
const schema = z.looseObject({
  source: sideSchema,
  target: sideSchema,
  continuous: z.boolean().default(false),
  create_target: z.boolean().default(false),
  doc_ids: z.array(z.string()).max(100_000).optional(),
  filter: z.string().optional(),
  selector: z.record(z.string(), z.unknown()).optional(),
  query_params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  since_seq: z.union([z.string(), z.number()]).optional(),
  use_checkpoints: z.boolean().default(true),
  checkpoint_interval: z.number().int().min(100).default(5000),
})

/** One end of a replication. A name alone is a database of this server. */
export type Side =
  | { kind: 'local'; name: string }
  /** `url` without name and password; `headers` hold them. */
  | { kind: 'remote'; url: string; headers: Record<string, string> }

export interface ReplicationRequest {
  source: Side
  target: Side
  continuous: boolean
  createTarget: boolean
  docIds: string[] | undefined
  filter: string | undefined
  selector: Record<string, unknown> | undefined
  queryParams: Record<string, string>
  sinceSeq: string | undefined
  useCheckpoints: boolean
  checkpointIntervalMs: number
}

/** What is asked by `_replicate` or a document of `_replicator`. The error is for an administrator; it quotes no value. */
export function replicationRequest(value: unknown): Result<ReplicationRequest, string> {
  const parsed = schema.safeParse(value)
  if (!parsed.success) {
    const fields = parsed.error.issues.slice(0, 5).map((issue) => issue.path.join('.') || 'body')
    return fail(`wrong or missing: ${[...new Set(fields)].join(', ')}`)
  }
  const asked = parsed.data
  for (const name of ['proxy', 'source_proxy', 'target_proxy'])
    if (asked[name] !== undefined && asked[name] !== null) return fail(`${name} is not supported`)
  const filters = [asked.doc_ids, asked.filter, asked.selector].filter((each) => each !== undefined)
  if (filters.length > 1) return fail('only one of doc_ids, filter and selector')
  const source = sideOf(asked.source)
  const target = sideOf(asked.target)
  if (!source || !target) return fail(`${source ? 'target' : 'source'} is no database and no http address`)
  return ok({
    source,
    target,
    continuous: asked.continuous,
    createTarget: asked.create_target,
    docIds: asked.doc_ids && [...new Set(asked.doc_ids.map(unescaped))].sort(),
    filter: asked.filter,
    selector: asked.selector,
    queryParams: Object.fromEntries(
      Object.entries(asked.query_params ?? {}).map(([name, each]) => [name, String(each)]),
    ),
    sinceSeq: asked.since_seq === undefined ? undefined : String(asked.since_seq),
    useCheckpoints: asked.use_checkpoints,
    checkpointIntervalMs: asked.checkpoint_interval,
  })
}

/** Ids may come as they stand in an address. */
function unescaped(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}

const ownHeaders = /^(host|content-length|content-type|connection|transfer-encoding|accept-encoding)$/i

function sideOf(asked: z.infer<typeof sideSchema>): Side | undefined {
  const text = typeof asked === 'string' ? asked : asked.url
  if (typeof asked === 'string' && /^[a-z_][a-z0-9_$()+/-]*$/.test(text)) return { kind: 'local', name: text }
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname === '/') return undefined
  const given = typeof asked === 'string' ? {} : (asked.headers ?? {})
  const headers: Record<string, string> = {}
  for (const [name, each] of Object.entries(given))
    if (!ownHeaders.test(name)) headers[name.toLowerCase()] = each
  const basic = typeof asked === 'string' ? undefined : asked.auth?.basic
  if (basic) headers.authorization = basicHeader(basic.username, basic.password)
  else if (url.username !== '')
    headers.authorization = basicHeader(decodeURIComponent(url.username), decodeURIComponent(url.password))
  url.username = ''
  url.password = ''
  url.search = ''
  url.hash = ''
  return { kind: 'remote', url: url.href.replace(/\/+$/, ''), headers }
}

const basicHeader = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

/** A side as others may see it. */
export const shownSide = (side: Side): string => (side.kind === 'local' ? side.name : `${side.url}/`)
