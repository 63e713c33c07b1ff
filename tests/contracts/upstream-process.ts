// A process of its own that stands as the CouchDB behind the servers of a test file: it starts servers of ours, each with
// a folder of its own, when it is asked to, and ends with its parent.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, type Server } from '../../sync-server/create-server.ts'
import type { FromUpstream, ToUpstream } from './upstream.ts'

const running = new Map<number, { server: Server; folder: string }>()
const tell = (message: FromUpstream): void => void process.send?.(message)

async function start({ id, limits, adminPassword }: Extract<ToUpstream, { ask: 'start' }>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lekar-upstream-'))
  const passwordCost = { memoryKiB: 8, passes: 1, iterations: 10 }
  const server = await createServer({ folder, adminPassword, logLevel: 'silent', passwordCost, limits })
  running.set(id, { server, folder })
  tell({ id, url: await server.app.listen({ host: '127.0.0.1', port: 0 }) })
}

async function stop(id: number): Promise<void> {
  const known = running.get(id)
  running.delete(id)
  await known?.server.close()
  if (known) rmSync(known.folder, { recursive: true, force: true })
}

process.on('message', (message: ToUpstream) => {
  if (message.ask === 'start') void start(message)
  else void stop(message.id).then(() => tell({ id: message.id }))
})
process.on('disconnect', () => {
  for (const { folder } of running.values()) rmSync(folder, { recursive: true, force: true })
  process.exit(0)
})
