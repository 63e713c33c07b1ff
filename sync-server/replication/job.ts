import type { Caller } from './own-door.ts'
import type { Progress, ReplicationResult } from './replicate.ts'
import type { ReplicationRequest } from './replication-request.ts'

export type JobState = 'pending' | 'running' | 'crashing' | 'completed' | 'failed'

export interface Job {
  readonly id: string
  readonly replicationId: string
  readonly request: ReplicationRequest
  readonly caller: Caller
  /** Of the document in `_replicator` that asks for it. */
  readonly documentId: string | undefined
  readonly startedAt: string
  state: JobState
  updatedAt: string
  errorCount: number
  /** Why it crashed last; without secrets. */
  reason: string | undefined
  progress: Progress
  history: { timestamp: string; type: string; reason?: string }[]
  /** Ends with the result of a one-shot job, or with what stopped it. */
  done: Promise<ReplicationResult>
  stop(): void
}

export interface ReplicationLimits {
  /** Replications that run at the same time; the others wait. */
  running: number
  /** The first pause after a crash; it doubles to eight hours. */
  firstPauseMs: number
  /** Host names that may be replicated with; any without a list. */
  hosts: readonly string[] | undefined
  /** Origins of the health system's own servers: a clinic's records go there whole. */
  ownServers: readonly string[]
}
export const defaultReplicationLimits: ReplicationLimits = {
  running: 200,
  firstPauseMs: 5000,
  hosts: undefined,
  ownServers: [],
}
