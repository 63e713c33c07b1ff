// `npm run check`: types of every room, lint and format, boundaries, cycles, unit tests. Aim: under two minutes.
import { isoNow, systemClock } from '../shared/kit/clock.ts'
import { knownWeaknesses } from './check/advisories.ts'
import { boundaryViolations } from './check/boundaries.ts'
import { importCycles } from './check/cycles.ts'
import { readImports, rooms } from './check/import-graph.ts'
import { packagePolicyProblems } from './check/package-policy.ts'
import { runSteps, type Step } from './check/steps.ts'
import { projectRoot, runTool } from './launch/run-tool.ts'

const types = rooms.map(
  (room): Step => ({
    title: `types of ${room}`,
    run: () => runTool('tsc', ['-p', room, '--pretty', 'false']),
  }),
)

/** Everything that reads the code without running it. */
export const staticSteps: Step[] = [
  ...types,
  {
    title: 'types of the service worker',
    run: () => runTool('tsc', ['-p', 'renderer/service-worker', '--pretty', 'false']),
  },
  { title: 'lint and format', run: () => runTool('biome', ['ci', '--colors=off', '.']) },
  { title: 'boundaries between rooms', run: async () => boundaryViolations(readImports(projectRoot)) },
  {
    title: 'no import cycles',
    run: async () => importCycles(readImports(projectRoot)).map((cycle) => `cycle: ${cycle.join(' -> ')}`),
  },
  {
    title: 'licences and hashes of the dependencies',
    run: async () => packagePolicyProblems(projectRoot),
  },
  {
    title: 'known weaknesses of the dependencies',
    run: () => knownWeaknesses(projectRoot, isoNow(systemClock).slice(0, 10)),
  },
]

if (import.meta.main) {
  const unit: Step = { title: 'unit tests', run: () => runTool('vitest', ['run', '--reporter=dot']) }
  const { failed } = await runSteps([...staticSteps, unit])
  process.exit(failed === 0 ? 0 : 1)
}
