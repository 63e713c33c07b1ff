import type { FastifyInstance } from 'fastify'
import type { Clock } from '#shared/kit/clock.ts'
import { isoNow } from '#shared/kit/clock.ts'
import type { RandomBytes } from '#shared/kit/ids.ts'
import { cardsOf, leavesClinic } from './clinic-border.ts'
import type { Job, JobState, ReplicationLimits } from './job.ts'
import type { Caller, OwnDoor } from './own-door.ts'
import { createPeer, type Peer } from './peer.ts'
import { noProgress, type ReplicationResult, replicate } from './replicate.ts'
import { ReplicationError } from './replication-error.ts'
import { jobId, replicationId } from './replication-id.ts'
import { type ReplicationRequest, type Side, shownSide } from './replication-request.ts'

const longestPauseMs = 8 * 3600_000
const keptHistory = 20

export interface JobsOptions {
  app: FastifyInstance
  door: OwnDoor
  serverUuid: string
  clock: Clock
  random: RandomBytes
  limits: ReplicationLimits
}

/** Runs replications: never two of the same, not too many at once, again after a crash while they are wanted. */
export function createJobs({ app, door, serverUuid, clock, random, limits }: JobsOptions) {
  const jobs = new Map<string, Job>()
  /** Everything that has not ended yet, jobs that were told to stop included. */
  const alive = new Map<Promise<ReplicationResult>, string>()
  const waiting: (() => void)[] = []
  let running = 0

  const slot = (signal: AbortSignal): Promise<void> => {
    if (running < limits.running) {
      running++
      return Promise.resolve()
    }
    return new Promise((resolve, reject) => {
      waiting.push(resolve)
      signal.addEventListener('abort', () => {
        const at = waiting.indexOf(resolve)
        if (at >= 0) waiting.splice(at, 1)
        reject(signal.reason)
      })
    })
  }
  const freeSlot = (): void => {
    const next = waiting.shift()
    if (next) next()
    else running--
  }

  const runOnce = async (job: Job, signal: AbortSignal): Promise<ReplicationResult> => {
    const leaves: (() => void)[] = []
    const peerOf = async (side: Side): Promise<Peer> => {
      if (side.kind === 'remote') {
        checkHost(side.url, limits.hosts)
        return createPeer({ url: side.url, headers: side.headers, shown: shownSide(side) }, signal)
      }
      const { url, headers, leave } = await door.enter(app, job.caller)
      leaves.push(leave)
      return createPeer({ url: `${url}/${encodeURIComponent(side.name)}`, headers, shown: side.name }, signal)
    }
    await slot(signal)
    try {
      note(job, 'running', 'started')
      const { request, replicationId: id, progress } = job
      const sessionId = Buffer.from(random(16)).toString('hex')
      const [source, target] = [await peerOf(request.source), await peerOf(request.target)]
      const isLeaving = leavesClinic(request, limits.ownServers)
      return await replicate({
        source,
        target,
        cards: isLeaving ? await peerOf(cardsOf(request.source)) : source,
        request,
        leavesClinic: isLeaving,
        id,
        sessionId,
        progress,
        clock,
        signal,
      })
    } finally {
      freeSlot()
      for (const leave of leaves) leave()
    }
  }

  const note = (job: Job, state: JobState, type: string, reason?: string): void => {
    job.state = state
    job.reason = reason
    job.updatedAt = isoNow(clock)
    const entry = { timestamp: job.updatedAt, type, ...(reason === undefined ? {} : { reason }) }
    job.history = [entry, ...job.history].slice(0, keptHistory)
  }

  const run = async (job: Job, signal: AbortSignal, again: boolean): Promise<ReplicationResult> => {
    for (;;) {
      try {
        const result = await runOnce(job, signal)
        note(job, 'completed', 'completed')
        return result
      } catch (error) {
        if (signal.aborted) throw new ReplicationError('cancelled', 'the replication was cancelled', 409)
        const known =
          error instanceof ReplicationError ? error : new ReplicationError('bug', 'a bug; the log says where')
        if (error !== known) app.log.error({ at: stackOf(error) }, 'replication failed')
        job.errorCount++
        note(job, again ? 'crashing' : 'failed', 'crashed', known.message)
        if (!again) throw known
        await pause(Math.min(longestPauseMs, limits.firstPauseMs * 2 ** (job.errorCount - 1)), signal)
        job.progress = noProgress()
      }
    }
  }

  return {
    list: (): Job[] => [...jobs.values()],
    get: (id: string): Job | undefined => jobs.get(id),
    /** The id that a request's job has or would have. */
    idOf: (request: ReplicationRequest): string => jobId(replicationId(serverUuid, request), request),
    /** Starts a job, or gives the one that does the same already. `again`: after a crash it comes back, later and later. */
    start(
      request: ReplicationRequest,
      caller: Caller,
      options: { documentId?: string; again: boolean },
    ): Job {
      const ownId = replicationId(serverUuid, request)
      const id = jobId(ownId, request)
      const known = jobs.get(id)
      if (known) return known
      const cancel = new AbortController()
      const at = isoNow(clock)
      const job: Job = {
        id,
        replicationId: ownId,
        request,
        caller,
        documentId: options.documentId,
        startedAt: at,
        state: 'pending',
        updatedAt: at,
        errorCount: 0,
        reason: undefined,
        progress: noProgress(),
        history: [{ timestamp: at, type: 'added' }],
        done: new Promise(() => undefined),
        stop() {
          cancel.abort()
          if (jobs.get(id) === job) jobs.delete(id)
        },
      }
      const before = [...alive].filter(([, other]) => other === id).map(([done]) => done)
      jobs.set(id, job)
      job.done = Promise.allSettled(before)
        .then(() => run(job, cancel.signal, options.again))
        .finally(() => {
          alive.delete(job.done)
          if (jobs.get(id) === job) jobs.delete(id)
        })
      alive.set(job.done, id)
      // Whoever waits for it hears of a failure; nobody has to.
      job.done.catch(() => undefined)
      return job
    },
    /** Stops everything and waits until it has stopped. */
    async close(): Promise<void> {
      for (const job of [...jobs.values()]) job.stop()
      await Promise.allSettled([...alive.keys()])
    },
  }
}
export type Jobs = ReturnType<typeof createJobs>

/** Loopback and private addresses are the usual case: another server of ours, or a CouchDB, in the same network. */
function checkHost(url: string, hosts: readonly string[] | undefined): void {
  if (hosts && !hosts.includes(new URL(url).hostname))
    throw new ReplicationError('forbidden', 'this server does not replicate with that host', 403)
}

const stackOf = (error: unknown): string[] | undefined =>
  error instanceof Error ? error.stack?.split('\n').slice(1, 6) : undefined

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer)
      reject(new ReplicationError('cancelled', 'the replication was cancelled', 409))
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal.addEventListener('abort', stop, { once: true })
  })
}
