import type { ChildProcess } from 'node:child_process'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { projectRoot, spawnNode } from './run-tool.ts'

export interface ServerProcess {
  url: string
  process: ChildProcess
  /** Asks the server to end its feeds and close its files; resolves when it is gone. */
  stop(): Promise<void>
}

/** True when something already listens there. */
export function isPortBusy(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

/**
 * Starts the sync server and waits until it answers.
 * @throws Error with the server's last words when it ends instead of answering.
 */
export async function startServer(options: {
  port: number
  dataFolder: string
  adminPassword: string
}): Promise<ServerProcess> {
  const url = `http://127.0.0.1:${options.port}`
  const child = spawnNode(
    join(projectRoot, 'sync-server/main.ts'),
    [
      '--data',
      options.dataFolder,
      '--host',
      '127.0.0.1',
      '--port',
      String(options.port),
      '--log-level',
      'warn',
    ],
    // The password goes by the environment: arguments can be read by every user of the machine.
    { env: { LEKAR_ADMIN_PASSWORD: options.adminPassword } },
  )
  let lastWords = ''
  const keep = (chunk: Buffer): void => {
    lastWords = (lastWords + chunk.toString()).slice(-4000)
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  const ended = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
  const started = await Promise.race([waitUntilAnswers(url), ended])
  if (started !== 'answers') throw new Error(lastWords.trim() || `the server ended with code ${started}`)
  return {
    url,
    process: child,
    async stop() {
      child.kill('SIGTERM')
      const patience = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await ended
      clearTimeout(patience)
    },
  }
}

async function waitUntilAnswers(url: string): Promise<'answers'> {
  for (;;) {
    try {
      if ((await fetch(`${url}/api/status`)).ok) return 'answers'
    } catch {
      // Not listening yet; the caller stops waiting when the process ends.
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
