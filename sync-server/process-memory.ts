/** Set in the environment of a process that has taken the settings. */
const mark = 'LEKAR_MEMORY_BOUND'

/** Megabytes of one half of V8's young generation. It grows to 32 each by itself, which no request here needs. */
const youngFlag = '--max-semi-space-size=4'

/**
 * glibc keeps an arena a thread and, after the first large buffer was freed, all later ones too. One arena, and buffers
 * of 128 KB and more that go back to the system at once, cost no measurable speed and over 60 MB less.
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
export function boundedStart({ execArgv, environment }: Start): Start | undefined {
  if (environment[mark] !== undefined) return undefined
  return { execArgv: [youngFlag, ...execArgv], environment: { ...allocator, ...environment, [mark]: '1' } }
}

/**
 * Starts this program again in the same process (its number, its pipes and its terminal stay), with its memory bounded:
 * these settings can only be made before a process begins. Does nothing on Windows, where a process cannot do that.
 */
export function boundMemory(): void {
  const start = boundedStart({ execArgv: process.execArgv, environment: process.env })
  if (!start || process.platform === 'win32' || !process.execve) return
  process.execve(
    process.execPath,
    [process.execPath, ...start.execArgv, ...process.argv.slice(1)],
    start.environment as NodeJS.ProcessEnv,
  )
}
