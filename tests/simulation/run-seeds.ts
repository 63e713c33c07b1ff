import { fork } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nothingRan } from './worker-end.ts'
import { brokenSeed, type SeedResult } from './world/seed-result.ts'

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
    for (let chunk = chunks.shift(); chunk && !stopped; chunk = chunks.shift()) {
      const open = new Set(chunk)
      const take = (result: SeedResult): boolean => {
        open.delete(result.seed)
        results.push(result)
        stopped ||= onResult?.(result) === true
        return stopped
      }
      const said = await runChunk(chunk, take)
      const [broken, ...rest] = open
      if (broken === undefined || stopped) continue
      // One world fell apart: the seeds after it are run all the same.
      take(brokenSeed(broken, said))
      if (rest.length > 0) chunks.unshift(rest)
    }
  }
  /** Resolves when the process has ended, with its last words. */
  function runChunk(chunk: number[], take: (result: SeedResult) => boolean): Promise<string> {
    const folder = mkdtempSync(join(memory, 'lekar-sim-'))
    return new Promise<string>((resolve, reject) => {
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
      worker.on('message', (result: SeedResult) => {
        if (take(result)) worker.kill('SIGKILL')
      })
      worker.on('close', (code) => {
        if (code === nothingRan) reject(new Error(`no world could be built: ${said}`))
        else resolve(said)
      })
      // A process that was stopped leaves its data behind.
    }).finally(() => rmSync(folder, { recursive: true, force: true }))
  }
  await Promise.all(Array.from({ length: workers }, work))
  return results.sort((a, b) => a.seed - b.seed)
}
