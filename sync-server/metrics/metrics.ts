import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Store } from '../store/store.ts'

interface Watched {
  store: Store
  feedsWaiting: () => number
}

const requestSeconds = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const commitSeconds = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2]

/** What the server counts of itself. Labels are patterns, codes and names of databases: never an id or a person. */
export function createMetrics() {
  const registry = new Registry()
  const registers = [registry]
  const requests = new Counter({
    name: 'lekar_requests_total',
    help: 'Answered requests by method, pattern of the route and status.',
    labelNames: ['method', 'route', 'status'],
    registers,
  })
  const durations = new Histogram({
    name: 'lekar_request_seconds',
    help: 'Time to the end of the answer, waiting feeds left out.',
    labelNames: ['route'],
    buckets: requestSeconds,
    registers,
  })
  const commits = new Histogram({
    name: 'lekar_commit_seconds',
    help: 'Time of a commit with its fsync.',
    buckets: commitSeconds,
    registers,
  })
  const writes = new Counter({
    name: 'lekar_committed_writes_total',
    help: 'Writes that shared these commits.',
    registers,
  })
  const refused = new Counter({
    name: 'lekar_rows_refused_total',
    help: 'Refused documents by the code of the refusal.',
    labelNames: ['code'],
    registers,
  })
  const loopDelay = monitorEventLoopDelay({ resolution: 20 })
  loopDelay.enable()

  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  }
  gauge('lekar_event_loop_delay_p99_seconds', 'Delay of the event loop since the last look.', () => {
    const seconds = loopDelay.percentile(99) / 1e9
    loopDelay.reset()
    return seconds
  })
  gauge('lekar_resident_bytes', 'Memory of the process.', () => process.memoryUsage.rss())
  gauge('lekar_heap_used_bytes', 'Memory of its objects.', () => process.memoryUsage().heapUsed)
  gauge('lekar_uptime_seconds', 'Since the process began.', () => process.uptime())
  gauge('lekar_cpu_seconds', 'Processor time of the process.', () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1e6
  })

  return {
    registry,
    answered(method: string, route: string, status: number, seconds: number | undefined): void {
      requests.inc({ method, route, status })
      if (seconds !== undefined) durations.observe({ route }, seconds)
    },
    committed(seconds: number, count: number): void {
      commits.observe(seconds)
      writes.inc(count)
    },
    rowRefused: (code: string): void => refused.inc({ code }),
    /** Looks at what exists at the moment of each asking. */
    watch({ store, feedsWaiting }: Watched): void {
      gauge('lekar_feeds_waiting', 'Feeds that wait for news.', feedsWaiting)
      new Gauge({
        name: 'lekar_database_bytes',
        help: 'Size of the file of each database.',
        labelNames: ['database'],
        registers,
        collect() {
          this.reset()
          for (const database of store.databaseNames()) this.set({ database }, store.sizeOf(database))
        },
      })
    },
    close: (): void => void loopDelay.disable(),
  }
}
export type Metrics = ReturnType<typeof createMetrics>

/** The stable code at the beginning of a refusal's reason, or the error itself: never words about a document. */
export function refusalCode(row: { error: string; reason: string }): string {
  return /^([a-z][a-z-]*(?:\.[a-z-]+)+|document_too_large):/.exec(row.reason)?.[1] ?? row.error
}
