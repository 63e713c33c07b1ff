import { existsSync } from 'node:fs'
import { flushCompileCache, getCompileCacheDir } from 'node:module'
import { join } from 'node:path'

/** Set in the environment of a process that has taken the settings. */
const mark = 'LEKAR_MEMORY_BOUND'
const isBound = '1'
/** Bound, and the first one here: it leaves the compiled program behind for the one after it. */
const compilesFirst = 'compiles'

/**
 * Node keeps the program here as it was compiled. A process that finds it so never loads the compiler of TypeScript,
 * which would stay in memory for as long as the server runs: 12 MB less, and it starts in half the time. Beside the
 * packages, not with the data: it is program text, and nobody may bring that in with a copy of the data.
 */
const compiledFolder = join(import.meta.dirname, '../node_modules/.cache/lekar-server')

/**
 * V8's young generation grows to 3 x 32 MB by itself and its old one to twice what lives in it. A batch lives as long as
 * its request: less is enough, for a sixth more processor time while batches are written.
 */
const heapFlags = ['--max-semi-space-size=8', '--heap-growing-percent=50']

/**
 * glibc keeps an arena a thread and, after the first large buffer was freed, all later ones too. One arena, and buffers
 * of 128 KB and more that go back to the system at once, cost no measurable speed and take 60 MB less.
 */
const allocator = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
}

interface Start {
  execArgv: readonly string[]
  environment: Record<string, string | undefined>
}

/** How the process should have been started; undefined when it was. What the person has set goes before. */
export function boundedStart({ execArgv, environment }: Start, isCompiled: boolean): Start | undefined {
  if (environment[mark] !== undefined) return undefined
  return {
    execArgv: [...heapFlags, ...execArgv],
    environment: {
      NODE_COMPILE_CACHE: compiledFolder,
      ...allocator,
      ...environment,
      [mark]: isCompiled ? isBound : compilesFirst,
    },
  }
}

/**
 * Starts this program again in the same process (its number, its pipes and its terminal stay), with its memory bounded:
 * these settings can only be made before a process begins. Does nothing on Windows, where a process cannot do that.
 */
export function boundMemory(): void {
  const isCompiled = existsSync(process.env.NODE_COMPILE_CACHE ?? compiledFolder)
  const start = boundedStart({ execArgv: process.execArgv, environment: process.env }, isCompiled)
  if (start) startAgain(start)
}

/**
 * To be called when the whole program is loaded. Keeps what was compiled; the first process here then starts once more
 * and finds it. Where the folder cannot be written nothing is kept, and the server runs as it is.
 */
export function keepCompiled(): void {
  if (getCompileCacheDir() === undefined) return
  flushCompileCache()
  const { execArgv, env } = process
  if (env[mark] === compilesFirst) startAgain({ execArgv, environment: { ...env, [mark]: isBound } })
}

function startAgain({ execArgv, environment }: Start): void {
  if (process.platform === 'win32' || !process.execve) return
  process.execve(
    process.execPath,
    [process.execPath, ...execArgv, ...process.argv.slice(1)],
    environment as NodeJS.ProcessEnv,
  )
}
