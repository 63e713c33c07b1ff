import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { patientDocument } from '../../sync-server/scope/clinic-document.fixture.ts'
import { provision } from '../contracts/clinic-server.ts'
import { askServer, type RunningServer } from '../contracts/running-server.ts'
import { runServer, type ServerRun } from '../contracts/server-process.ts'
import { spread } from './spread.ts'

const documents = 5000
const batch = 100
const singles = 200
const feeds = 1000
const as = { as: 'doctor:demo-doctor' }

/** What a CouchDB behind the server costs: the same clinic on the embedded engine, and through a server in front of one. */
export async function benchRelay() {
  const folders = [0, 1, 2].map(() => mkdtempSync(join(tmpdir(), 'lekar-bench-')))
  const runs: ServerRun[] = []
  const start = async (folder: string, environment: Record<string, string> = {}) => {
    const run = runServer(folder, [], environment)
    runs.push(run)
    const url = await run.address
    if (url === undefined) throw new Error(run.output())
    return { url, run }
  }
  try {
    const embedded = await start(folders[0]!)
    const embeddedFigures = await measure(embedded.url, embedded.run)
    const behind = await start(folders[1]!)
    const front = await start(folders[2]!, {
      LEKAR_COUCHDB_URL: behind.url.replace('//', '//admin:admin-secret@'),
    })
    return { documents, embedded: embeddedFigures, relay: await measure(front.url, front.run) }
  } finally {
    for (const run of runs) run.process.kill('SIGKILL')
    await Promise.all(runs.map((run) => run.exit))
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(url: string, run: ServerRun) {
  await provision({
    ask: (method: string, path: string, body?: unknown) => askServer(url, method, path, body, {}),
  } as RunningServer)
  const write = async (method: string, path: string, body: unknown): Promise<void> => {
    const answer = await askServer(url, method, path, body, as)
    if (answer.status !== 201 || /"error"/.test(answer.text)) throw new Error(`refused: ${answer.status}`)
  }
  const rate = async (count: number, work: () => Promise<void>): Promise<number> => {
    const startedMs = performance.now()
    await work()
    return Math.round((count / (performance.now() - startedMs)) * 1000)
  }
  const pushPerSecond = await rate(documents, async () => {
    for (let from = 0; from < documents; from += batch) {
      const docs = Array.from({ length: batch }, (_, n) => patientDocument(`patient:${from + n}`))
      await write('POST', '/clinic-demo/_bulk_docs', { docs })
    }
  })
  const singleMs: number[] = []
  for (let n = 0; n < singles; n++) {
    const startedMs = performance.now()
    await write('PUT', `/clinic-demo/patient:s${n}`, patientDocument(`patient:s${n}`))
    singleMs.push(performance.now() - startedMs)
  }
  const pullPerSecond = await rate(documents, async () => {
    for (let since = '0', rows = 1; rows > 0; ) {
      const path = `/clinic-demo/_changes?include_docs=true&limit=1000&since=${since}`
      const { json } = await askServer(url, 'GET', path, undefined, as)
      since = json.last_seq
      rows = json.results.length
    }
  })
  return {
    pushPerSecond,
    pullPerSecond,
    singlePutMs: spread(singleMs),
    part: await measurePart(url),
    ...(await measureFeeds(url, run)),
  }
}

/** What it costs to see a part: the feldsher's villages are everybody's here, so that the rows are those of the doctor. */
async function measurePart(url: string) {
  const feldsher = { as: 'feldsher:demo-feldsher' }
  const pull = async (): Promise<number> => {
    const startedMs = performance.now()
    let pulled = 0
    for (let since = '0', rows = 1; rows > 0; pulled += rows) {
      const path = `/clinic-demo/_changes?include_docs=true&limit=1000&since=${since}`
      const answer = await askServer(url, 'GET', path, undefined, feldsher)
      if (answer.status !== 200) throw new Error(`no part: ${answer.status}`)
      since = answer.json.last_seq
      rows = answer.json.results.length
    }
    return Math.round((pulled / (performance.now() - startedMs)) * 1000)
  }
  const startedMs = performance.now()
  await askServer(url, 'GET', '/clinic-demo/patient:0', undefined, feldsher)
  const firstAnswerMs = Math.round(performance.now() - startedMs)
  const pullPerSecond = await pull()
  const timed = async (count: number, work: (n: number) => Promise<{ status: number }>) => {
    const ms: number[] = []
    for (let n = 0; n < count; n++) {
      const beganMs = performance.now()
      const { status } = await work(n)
      if (status !== 200 && status !== 201) throw new Error(`refused: ${status}`)
      ms.push(performance.now() - beganMs)
    }
    return spread(ms)
  }
  const getMs = await timed(singles, (n) =>
    askServer(url, 'GET', `/clinic-demo/patient:${n}`, undefined, feldsher),
  )
  const author = { id: 'practitioner:feldsher', name: 'Иванов Иван Иванович', role: 'feldsher' }
  const putMs = await timed(singles, (n) =>
    askServer(
      url,
      'PUT',
      `/clinic-demo/patient:f${n}`,
      { ...patientDocument(`patient:f${n}`), author },
      feldsher,
    ),
  )
  return { firstAnswerMs, pullPerSecond, getMs, putMs }
}

/** Memory of waiting stations, and when the last of them hears of a change. */
async function measureFeeds(url: string, run: ServerRun) {
  const before = residentMb(run)
  const told = Array.from({ length: feeds }, async () => {
    const path = '/clinic-demo/_changes?feed=longpoll&heartbeat=30000&since=now'
    const answer = await askServer(url, 'GET', path, undefined, {})
    if (answer.json.results.length !== 1) throw new Error('a feed was told of nothing')
    return performance.now()
  })
  await pause(5000)
  const kilobytesAFeed = Math.round(((residentMb(run) - before) * 1024) / feeds)
  const startedMs = performance.now()
  await askServer(url, 'PUT', '/clinic-demo/patient:last', patientDocument('patient:last'), as)
  const lastToldMs = Math.round(Math.max(...(await Promise.all(told))) - startedMs)
  return { feeds, kilobytesAFeed, lastToldMs, residentMb: Math.round(residentMb(run)) }
}

function residentMb(run: ServerRun): number {
  const pages = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${run.process.pid}/status`, 'utf8'))?.[1])
  return pages / 1024
}
