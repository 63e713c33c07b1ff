// `npm test`: reads the code, runs the unit and contract tests, builds, walks the journeys in a real browser, checks the
// package, and ends with the line "N passed, N failed".
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runSteps } from '../check/steps.ts'
import { staticSteps } from '../check.ts'
import { runScript, showTool } from '../launch/run-tool.ts'
import { ensureBrowser } from './browser.ts'

interface Count {
  passed: number
  failed: number
  skipped: number
}

const reports = mkdtempSync(join(tmpdir(), 'lekar-test-'))

/** Runs a test runner with its output shown; the count comes from its JSON report, a crash counts as a failure. */
async function counted(
  tool: 'vitest' | 'playwright',
  args: string[],
  env: NodeJS.ProcessEnv,
  count: (report: never) => Count,
  reportFile: string,
): Promise<Count> {
  console.log(`\n== ${tool}`)
  const exitCode = await showTool(tool, args, env)
  try {
    const result = count(JSON.parse(readFileSync(reportFile, 'utf8')) as never)
    // A runner that fails without a failed test (an error outside any test) must not look green.
    return exitCode !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

const vitestCount = (report: {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numFailedTestSuites: number
}): Count => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests || report.numFailedTestSuites,
  skipped: report.numPendingTests,
})

const playwrightCount = (report: {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
}): Count => ({
  // A flaky journey is a failed one: users do not retry.
  passed: report.stats.expected,
  failed: report.stats.unexpected + report.stats.flaky,
  skipped: report.stats.skipped,
})

const total: Count = { passed: 0, failed: 0, skipped: 0 }
const add = (count: Partial<Count>): void => {
  total.passed += count.passed ?? 0
  total.failed += count.failed ?? 0
  total.skipped += count.skipped ?? 0
}

add(
  await runSteps([
    { title: 'a browser for the journeys', run: () => ensureBrowser(console.log) },
    ...staticSteps,
    { title: 'build', run: () => runScript('build/build.ts') },
  ]),
)

const unitReport = join(reports, 'unit.json')
add(
  await counted(
    'vitest',
    ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${unitReport}`],
    {},
    vitestCount,
    unitReport,
  ),
)

const journeyReport = join(reports, 'journeys.json')
add(
  await counted(
    'playwright',
    ['test', '--reporter=list,json'],
    { PLAYWRIGHT_JSON_OUTPUT_NAME: journeyReport },
    playwrightCount,
    journeyReport,
  ),
)

rmSync(reports, { recursive: true })
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`)
process.exit(total.failed === 0 ? 0 : 1)
