import { readFile } from 'node:fs/promises'
import { AppError } from '#shared/errors/app-error.ts'
import { readTokenKeys } from './accounts/token-keys.ts'
import { backUpCommand, backUpUsage } from './backup/command.ts'
import type { Server } from './create-server.ts'
import { type MainOptions, mainOptions, usage } from './options.ts'
import { boundMemory, keepCompiled } from './process-memory.ts'
import { endOf, readTlsFiles, type TlsFiles } from './tls-files.ts'

boundMemory()

const words: Partial<Record<AppError['code'], string>> = {
  'port.busy':
    'This port is used by another program, or the server runs already. Choose another with --port.',
  'storage.newer-version':
    'The data were written by a newer version. Update the server; nothing was changed.',
  'storage.damaged': 'A database file is damaged or not ours. Nothing was changed; restore it from a backup.',
  'settings.wrong': 'A setting cannot be used. Nothing was started.',
  'storage.full': 'The disk is full.',
  'storage.in-use':
    'Another process works with this data folder: a server that runs already, or one that is just stopping. Nothing was changed. Stop it, or give this one another folder with --data.',
  'storage.unavailable': 'The data folder cannot be written. Check its owner and permissions.',
}

async function tokenKeysOf(path: string) {
  const keys = await readTokenKeys(await readFile(path, 'utf8'))
  if (!keys.ok) throw new AppError('settings.wrong', { detail: keys.error })
  return keys.value
}

/** A renewed certificate is taken with SIGHUP; one that cannot be used changes nothing. */
function renewOnHangUp(server: Server, files: TlsFiles): void {
  process.on('SIGHUP', () => {
    readTlsFiles(files)
      .then((pair) => {
        server.renewCertificate(pair)
        console.log(`New certificate, valid to ${endOf(pair)}`)
      })
      .catch((error: unknown) =>
        console.error(
          `The certificate was not changed: ${error instanceof Error ? error.message : 'unknown'}`,
        ),
      )
  })
}

async function run(options: MainOptions): Promise<void> {
  const { host, port } = options
  // Loaded now: a process that starts again would load everything twice.
  const { createServer } = await import('./create-server.ts')
  keepCompiled()
  const tokenKeys = options.tokenKeysFile ? await tokenKeysOf(options.tokenKeysFile) : undefined
  const tls = options.tlsFiles && (await readTlsFiles(options.tlsFiles))
  const server = await createServer({ ...options, tokenKeys, tls })
  try {
    const address = await server.app.listen({ host, port })
    console.log(`Lekar sync server: ${address}`)
  } catch (error) {
    await server.close()
    const busy = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    throw busy ? new AppError('port.busy', { detail: `${host}:${port}`, cause: error }) : error
  }
  if (server.madeUpPassword !== undefined)
    console.log(`First run. Administrator: admin  password: ${server.madeUpPassword}  (shown once)`)
  if (options.tlsFiles) renewOnHangUp(server, options.tlsFiles)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void server.close().then(() => process.exit(0)))
}

async function runBackUp(args: string[]): Promise<void> {
  const done = await backUpCommand(args, process.env)
  if (done.ok) console.log(done.value)
  else {
    console.error(`${done.error}\n\n${backUpUsage}`)
    process.exitCode = 2
  }
}

function sayAndEnd(error: unknown): void {
  if (!(error instanceof AppError)) throw error
  console.error(`${error.message}\n${words[error.code] ?? ''}`)
  process.exit(1)
}

const args = process.argv.slice(2)
const options = mainOptions(args, process.env)
if (args[0] === 'backup') await runBackUp(args.slice(1)).catch(sayAndEnd)
else if (!options.ok) {
  console.error(`${options.error}\n\n${usage}`)
  process.exitCode = 2
} else if (options.value === 'help') console.log(usage)
else await run(options.value).catch(sayAndEnd)
