import { fork } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SeedResult } from './world/run-seed.ts'

export interface Run {
  seeds: readonly number[]
  stations: number
  workers: number
  sabotage?: string | undefined
  /** Told of each seed as it ends. True stops the run: what was looked for is found. */
  onResult?(result: SeedResult): boolean | undefined
}

/** A process lives for so many seeds: what libraries keep of dead programs goes with it. */
const seedsOfProcess = 12
/** Data of servers lie in memory where there is such a folder: the machine's disk is not what is tried here. */
const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** Runs seeds in processes of their own; the results come in the order of the seeds. */
export async function runSeeds({ seeds, stations, workers, sabotage, onResult }: Run): Promise<SeedResult[]> {
  const chunks: number[][] = []
  const size = Math.min(seedsOfProcess, Math.ceil(seeds.length / workers))
  for (let from = 0; from < seeds.length; from += size) chunks.push(seeds.slice(from, from + size))
  const results: SeedResult[] = []
  let stopped = false
  const work = async () => {
    for (let chunk = chunks.shift(); chunk && !stopped; chunk = chunks.shift())
      await runChunk(chunk, (result, stop) => {
        results.push(result)
        if (!onResult?.(result)) return
        stopped = true
        stop()
      })
  }
  function runChunk(chunk: number[], told: (result: SeedResult, stop: () => void) => void): Promise<void> {
    const folder = mkdtempSync(join(memory, 'lekar-sim-'))
    return new Promise<void>((resolve, reject) => {
      const worker = fork(
        fileURLToPath(new URL('worker.ts', import.meta.url)),
        [JSON.stringify({ stations, sabotage, folder, seeds: chunk })],
        {
          execArgv: ['--no-warnings', '--max-old-space-size=2048'],
          stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
        },
      )
      let said = ''
      worker.stderr?.on('data', (part: Buffer) => {
        said = `${said}${part}`.slice(-4000)
      })
      worker.on('message', (result: SeedResult) => told(result, () => worker.kill('SIGKILL')))
      worker.on('close', (code) => {
        if (code === 0 || stopped) resolve()
        else reject(new Error(`the world of seeds ${chunk.join(', ')} broke (${code}): ${said}`))
      })
      // A process that was stopped leaves its data behind.
    }).finally(() => rmSync(folder, { recursive: true, force: true }))
  }
  await Promise.all(Array.from({ length: workers }, work))
  return results.sort((a, b) => a.seed - b.seed)
}

/** Everything that is wrong with a seed, in lines. */
export const problemsOf = (result: SeedResult): string[] =>
  (['lost', 'duplicated', 'diverged', 'altered', 'restless', 'scope', 'trace', 'courier'] as const).flatMap(
    (kind) => result[kind].map((what) => `${kind}: ${what}`),
  )
