import { Worker } from 'node:worker_threads'
import { CouchError } from '../couch/couch-error.ts'
import type { CallAnswer, CallName, CallReply, CallRequest, WorkerSettings } from './worker-calls.ts'

interface Waiting {
  resolve: (answer: unknown) => void
  reject: (error: Error) => void
}

/** How long a thread may give no sign beyond its own time limit: writing a large step, for one. */
const graceMs = 30_000
const lookEveryMs = 1000

/** A worker thread that is called. One that gives no sign of life is ended, and its calls with it. */
export function startThread(settings: WorkerSettings) {
  let worker: Worker | undefined
  let lastId = 0
  let lastSign = 0
  let watch: NodeJS.Timeout | undefined
  const waiting = new Map<number, Waiting>()

  const failAll = (reason: string): void => {
    worker = undefined
    const failed = [...waiting.values()]
    waiting.clear()
    clearInterval(watch)
    for (const { reject } of failed) reject(new CouchError(500, 'os_process_error', reason))
  }
  const start = (): Worker => {
    const made = new Worker(new URL('./view-worker.ts', import.meta.url), {
      workerData: settings,
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    })
    made.on('message', (reply: CallReply) => {
      lastSign = performance.now()
      if ('alive' in reply) return
      const call = waiting.get(reply.id)
      waiting.delete(reply.id)
      if (waiting.size === 0) {
        clearInterval(watch)
        made.unref()
      }
      if ('failure' in reply)
        call?.reject(new CouchError(reply.failure.status, reply.failure.error, reply.failure.reason))
      else call?.resolve(reply.answer)
    })
    made.on('error', () => made === worker && failAll('OS process died.'))
    made.on('exit', () => made === worker && failAll('OS process died.'))
    return made
  }
  const look = (): void => {
    if (performance.now() - lastSign < settings.timeMs + graceMs) return
    const hung = worker
    failAll('OS process timed out.')
    void hung?.terminate()
  }

  return {
    call<N extends CallName>(name: N, request: CallRequest<N>): Promise<CallAnswer<N>> {
      worker ??= start()
      const id = ++lastId
      if (waiting.size === 0) {
        lastSign = performance.now()
        watch = setInterval(look, lookEveryMs)
        watch.unref()
        worker.ref()
      }
      worker.postMessage({ id, name, request })
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve: resolve as (answer: unknown) => void, reject })
      })
    },
    isIdle: (): boolean => waiting.size === 0,
    async stop(): Promise<void> {
      const ended = worker
      failAll('the server stops')
      await ended?.terminate()
    },
  }
}
export type Thread = ReturnType<typeof startThread>
