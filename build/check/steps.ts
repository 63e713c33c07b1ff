/** One check: an empty answer is a pass, otherwise each line says what is wrong. */
export interface Step {
  title: string
  run(): Promise<string[]>
}

/** Runs the steps in order and prints a line for each, with what is wrong below it. */
export async function runSteps(
  steps: readonly Step[],
  print: (line: string) => void = console.log,
): Promise<{ passed: number; failed: number }> {
  let failed = 0
  for (const step of steps) {
    const startedMs = performance.now()
    const problems = await step.run()
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1)
    print(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${step.title} (${seconds} s)`)
    for (const problem of problems) print(`     ${problem}`)
    if (problems.length > 0) failed += 1
  }
  return { passed: steps.length - failed, failed }
}
