import type { ViewGroup } from './view-group.ts'

/** A range of a view as a client asks for it. */
export interface RangeQuery {
  view: number
  start?: { key: unknown; id?: string | undefined } | undefined
  end?: { key: unknown; id?: string | undefined } | undefined
  inclusiveEnd: boolean
  descending: boolean
  skip: number
  limit: number
  /** One range a key, in this order, instead of start and end. */
  keys?: unknown[] | undefined
  /** Where the rows of each of these keys begin and end. */
  keyIds?: { start?: string | undefined; end?: string | undefined } | undefined
  /** Rows of one answer; the rest is fetched by `next`. */
  chunkRows?: number | undefined
}
export interface RowsAnswer {
  total: number
  offset: number
  sequence: number
  /** Key, id, value, key, id, value: keys and values as JSON texts. */
  rows: string[]
  /** Undefined after the last rows. */
  cursor: number | undefined
}
export interface GroupsAnswer {
  sequence: number
  /** Key, value, key, value as JSON texts. */
  groups: string[]
}
export interface IndexInfo {
  sequence: number
  fileBytes: number
  rows: number
}
export interface OpenRequest {
  path: string
  /** Of which database the index is. */
  identity: string
  group: ViewGroup
}
export interface ReplacedLeaves {
  _conflicts?: string[] | undefined
  _deleted_conflicts?: string[] | undefined
}
/** Where a function of a design document comes from: `key` names this very revision. */
export interface DesignSource {
  key: string
  text: string
}
export interface FilterRequest {
  design: DesignSource
  /** The way to the function in the design document, and what is told when there is none. */
  path: string[]
  missing: string
  byView: boolean
  /** A JSON list of documents. */
  docs: string
  /** JSON. */
  req: string
}
export interface ValidateRequest {
  design: DesignSource
  /** A JSON list of `{newDoc, oldDoc}`. */
  docs: string
  userCtx: string
  secObj: string
}
export interface Verdict {
  error: string
  reason: unknown
}

/** What the worker does. Each call has one request and one answer. */
export interface WorkerCalls {
  open(request: OpenRequest): { sequence: number }
  /** Rows of the changes feed with documents, as it gives them; `leaves` for documents with conflicts. */
  index(request: {
    path: string
    text: Uint8Array
    sequence: number
    leaves: Record<string, ReplacedLeaves>
  }): null
  flush(request: { path: string }): null
  rows(request: { path: string; query: RangeQuery }): RowsAnswer
  next(request: { cursor: number }): Pick<RowsAnswer, 'rows' | 'cursor'>
  end(request: { cursor: number }): null
  groups(request: { path: string; query: RangeQuery; level: number | 'exact' }): GroupsAnswer
  info(request: { path: string }): IndexInfo
  compact(request: { path: string }): null
  /** Closes the indexes in a folder; of these signatures alone when they are given. */
  close(request: { folder: string; signatures?: string[] | undefined }): null
  /** What is wrong with each source, null where nothing is. */
  compiles(request: { sources: string[] }): (string | null)[]
  filter(request: FilterRequest): boolean[]
  validate(request: ValidateRequest): (Verdict | null)[]
}
export type CallName = keyof WorkerCalls
export type CallRequest<N extends CallName> = Parameters<WorkerCalls[N]>[0]
export type CallAnswer<N extends CallName> = ReturnType<WorkerCalls[N]>

export interface WorkerSettings {
  memoryBytes: number
  timeMs: number
}
export interface CallMessage {
  id: number
  name: CallName
  request: unknown
}
export type CallReply =
  | { id: number; answer: unknown }
  | { id: number; failure: { status: number; error: string; reason: string } }
  /** A long call is still at work. */
  | { alive: true }
