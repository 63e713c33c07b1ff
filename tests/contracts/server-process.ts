import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

const main = join(import.meta.dirname, '../../sync-server/main.ts')

export interface ServerRun {
  process: ChildProcess
  /** Resolves with the address once it listens, undefined when it ended instead. */
  address: Promise<string | undefined>
  exit: Promise<number | null>
  output: () => string
}

/** The server as a process of its own, as it is started in a clinic. */
export function runServer(
  folder: string,
  args: string[] = [],
  environment: Record<string, string> = {},
): ServerRun {
  const child = spawn(
    process.execPath,
    [main, '--data', folder, '--port', '0', '--log-level', 'warn', ...args],
    {
      // The CouchDB of the contract suite is not meant for processes that test something else.
      env: {
        ...process.env,
        LEKAR_COUCHDB_URL: '',
        LEKAR_ADMIN_PASSWORD: 'admin-secret',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let output = ''
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve))
  const address = new Promise<string | undefined>((resolve) => {
    const listen = (chunk: Buffer): void => {
      output += chunk.toString()
      const found = /https?:\/\/[^\s"]+/.exec(output)
      if (found) resolve(found[0])
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    void exit.then(() => resolve(undefined))
  })
  return { process: child, address, exit, output: () => output }
}
