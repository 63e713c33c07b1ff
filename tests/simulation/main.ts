// `npm run sim -- --seeds 1000 --stations 8`: see options.ts. Ends with 1 when a seed fails; the seed's log says how.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { simOptions, usage } from './options.ts'
import { optionsOrEnd } from './options-or-end.ts'
import { runSeeds } from './run-seeds.ts'
import { problemsOf } from './world/seed-result.ts'

const { seeds, stations, workers, sabotage, log } = optionsOrEnd(simOptions(process.argv.slice(2)), usage)
const startedMs = performance.now()
const logs = join(import.meta.dirname, '../../test-results/simulation')
let done = 0
const results = await runSeeds({
  seeds,
  stations,
  workers,
  sabotage,
  onResult(result) {
    done += 1
    if (log) console.log(result.lines.join('\n'))
    const problems = problemsOf(result)
    if (problems.length > 0) {
      mkdirSync(logs, { recursive: true })
      const file = join(logs, `seed-${result.seed}.log`)
      writeFileSync(file, `${result.lines.join('\n')}\n${problems.join('\n')}\n`)
      console.log(`seed ${result.seed} FAILED, its course is in ${file}`)
      for (const problem of problems.slice(0, 12)) console.log(`  ${problem}`)
      if (problems.length > 12) console.log(`  and ${problems.length - 12} more`)
    } else if (process.stdout.isTTY || done % 50 === 0) console.log(`${done} of ${seeds.length} seeds`)
    return undefined
  },
})

const minutes = (performance.now() - startedMs) / 60_000
const sum = (of: (result: (typeof results)[number]) => number) =>
  results.reduce((all, each) => all + of(each), 0)
const latencies = results.flatMap((result) => result.latenciesMs).sort((a, b) => a - b)
const latency = (share: number) =>
  `${((latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0) / 1000).toFixed(1)} s`
const failed = results.filter((result) => problemsOf(result).length > 0)
console.log(`
seeds ${results.length}, stations ${stations}, failed ${failed.length}${failed.length > 0 ? `: ${failed.map(({ seed }) => seed).join(', ')}` : ''}
writes acknowledged ${sum((each) => each.saved)}, kills ${sum((each) => each.kills)}, restores from a backup ${sum((each) => each.restores)}, conflicts shown ${sum((each) => each.conflicts)}, courier files read ${sum((each) => each.files)}
lost ${sum((each) => each.lost.length)}, duplicated ${sum((each) => each.duplicated.length)}, diverged ${sum((each) => each.diverged.length)}, signed records altered ${sum((each) => each.altered.length)}, restless ${sum((each) => each.restless.length)}, out of scope ${sum((each) => each.scope.length)}, traces harmed ${sum((each) => each.trace.length)}, courier ${sum((each) => each.courier.length)}, broken ${sum((each) => each.broken.length)}
stable latency p50 ${latency(0.5)}, p95 ${latency(0.95)}, max ${latency(1)} (outages included)
${(results.length / minutes).toFixed(1)} seeds a minute, ${minutes.toFixed(1)} minutes`)
process.exit(failed.length === 0 ? 0 : 1)
