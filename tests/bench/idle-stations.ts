import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import type { ServerProcess } from '../../build/launch/server-process.ts'
import { residentMb } from './process-memory.ts'
import type { ServerClient } from './server-client.ts'
import { recordOf } from './server-records.ts'
import { round, spread } from './spread.ts'

interface Idle {
  server: ServerProcess
  client: ServerClient
  user: string
  database: string
  feed: 'longpoll' | 'continuous'
  stations: number
}

/** Stations that wait: what each costs in memory, and when the first, the middle and the last hear of one write. */
export async function idleStations({ server, client, user, database, feed, stations }: Idle) {
  const pid = server.process.pid!
  const before = residentMb(pid)
  const child = spawn(
    process.execPath,
    [
      join(import.meta.dirname, 'idle-stations.client.ts'),
      server.url,
      user,
      database,
      feed,
      String(stations),
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const next = async <T>(): Promise<T> => {
    const line = await lines.next()
    if (line.done) throw new Error('the stations ended')
    return JSON.parse(line.value) as T
  }
  try {
    await next()
    await setTimeout(2000)
    const waiting = residentMb(pid)
    const rounds = []
    for (let turn = 0; turn < 5; turn++) {
      child.stdin.write('forget\n')
      await setTimeout(500)
      const startMs = performance.timeOrigin + performance.now()
      await client.ask('PUT', `/${database}/wake-${feed}-${turn}`, {
        ...recordOf(turn, 600),
        _id: `wake-${feed}-${turn}`,
      })
      await setTimeout(3000)
      child.stdin.write('told\n')
      const { told } = await next<{ told: number[] }>()
      if (told.length < stations) throw new Error(`${told.length} of ${stations} were told`)
      rounds.push(spread(told.map((at) => at - startMs)))
    }
    const middle = rounds.sort((a, b) => a.max - b.max)[2]!
    return {
      stations,
      feed,
      kilobytesEach: round(((waiting - before) / stations) * 1024),
      residentMb: waiting,
      toldAfterMs: { p50: middle.p50, p95: middle.p95, last: middle.max },
    }
  } finally {
    child.kill()
    await once(child, 'close')
  }
}
