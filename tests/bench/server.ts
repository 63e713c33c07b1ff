import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../build/launch/free-port.ts'
import { startServer } from '../../build/launch/server-process.ts'
import { idleStations } from './idle-stations.ts'
import { residentMb } from './process-memory.ts'
import { createServerClient, type ServerClient } from './server-client.ts'
import { crowd, pull, pullAsPouch, push, revsDiff, singleWrites, smallQuestions } from './server-measures.ts'
import { benchViews } from './server-views.ts'
import { medians } from './spread.ts'

const adminPassword = 'bench-admin-password'
const user = `admin:${adminPassword}`
/** What is pushed and pulled at a time; a larger database is filled up to that first. */
const part = 20_000

export interface ServerBench {
  /** Sizes of the database at which everything is measured. */
  documents: number[]
  runs: number
  /** Stations that wait on the live feed. */
  stations: number
}

/** A real server process with an fsync before every answer, at several sizes of its database. */
export async function benchServer({ documents, runs, stations }: ServerBench) {
  const tables: Record<string, unknown> = {}
  for (const total of documents)
    for (const bytes of total > part ? [600] : [600, 3000]) {
      const times = total > 10 * part ? 1 : runs
      const table = []
      for (let run = 0; run < times; run++)
        table.push(await onNewServer((client, pid) => atSize(client, pid, total, bytes)))
      tables[`${total} documents of ${bytes} bytes, median of ${times}`] = medians(table)
    }
  const idle: unknown[] = []
  for (const feed of ['longpoll', 'continuous'] as const)
    for (const count of [200, stations])
      idle.push(
        await onNewServer(async (client, _pid, server) => {
          await client.ask('PUT', '/idle')
          return idleStations({ server, client, user, database: 'idle', feed, stations: count })
        }),
      )
  return { tables, idle }
}

async function onNewServer<T>(
  measure: (client: ServerClient, pid: number, server: Awaited<ReturnType<typeof startServer>>) => Promise<T>,
): Promise<T> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'lekar-bench-'))
  const server = await startServer({ port: await freePort(), dataFolder, adminPassword })
  const client = createServerClient(server.url, user)
  try {
    return await measure(client, server.process.pid!, server)
  } finally {
    client.close()
    await server.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}

async function atSize(client: ServerClient, pid: number, total: number, bytes: number) {
  const database = 'bench'
  const small = 'bench-100'
  for (const name of [database, small]) await client.ask('PUT', `/${name}`)
  const all = { bytes, batch: 1000, newEdits: false }
  const fillDocsPerSecond =
    total > part ? await push(client, database, { ...all, from: 0, to: total - part }) : undefined
  const pushDocsPerSecond = {
    'new_edits=false, batch 1000': await push(client, database, { ...all, from: total - part, to: total }),
    'new_edits=false, batch 100': await push(client, small, { ...all, from: 0, to: part, batch: 100 }),
    'new_edits=true, batch 1000': await push(client, database, {
      ...all,
      from: total,
      to: total + part,
      newEdits: true,
    }),
    'new_edits=true, batch 100': await push(client, small, {
      ...all,
      from: part,
      to: 2 * part,
      batch: 100,
      newEdits: true,
    }),
  }
  const { sizes, doc_count } = await client.ask<{ sizes: { file: number }; doc_count: number }>(
    'GET',
    `/${database}`,
  )
  if (doc_count !== total + part) throw new Error(`${doc_count} documents instead of ${total + part}`)
  return {
    ...(fillDocsPerSecond === undefined ? {} : { fillDocsPerSecond }),
    pushDocsPerSecond,
    fileMbPer20000: Math.round((sizes.file / doc_count) * part) / 1e6,
    pullDocsPerSecond: await pull(client, database, part),
    pullAsPouchDocsPerSecond: await pullAsPouch(client, database, part),
    revsDiffOf10000Ms: await revsDiff(client, database, bytes),
    crowdOf50Ms: await crowd(client, database),
    singleWriteMs: await singleWrites(client, database),
    smallQuestions: await smallQuestions(client, database),
    residentMb: residentMb(pid),
    ...(total > 10 * part ? {} : { views: await benchViews(client, database, total + part) }),
  }
}
