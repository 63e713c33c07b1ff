/** A check that could not be made here, and why: it is no pass and no failure, and is said in plain sight. */
export class NotChecked {
  readonly why: string
  constructor(why: string) {
    this.why = why
  }
}

/** One check: an empty answer is a pass, otherwise each line says what is wrong. */
export interface Step {
  title: string
  run(): Promise<string[] | NotChecked>
}

/** Runs the steps in order and prints a line for each, with what is wrong below it. */
export async function runSteps(
  steps: readonly Step[],
  print: (line: string) => void = console.log,
): Promise<{ passed: number; failed: number; notChecked: number }> {
  let failed = 0
  let notChecked = 0
  for (const step of steps) {
    const startedMs = performance.now()
    const outcome = await step.run()
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1)
    if (outcome instanceof NotChecked) {
      notChecked += 1
      print(`NOT CHECKED ${step.title}: ${outcome.why}`)
      continue
    }
    print(`${outcome.length === 0 ? 'ok  ' : 'FAIL'} ${step.title} (${seconds} s)`)
    for (const problem of outcome) print(`     ${problem}`)
    if (outcome.length > 0) failed += 1
  }
  return { passed: steps.length - failed - notChecked, failed, notChecked }
}
