/** Runs a work that is cut in steps (a generator that yields where it may pause) to its end, without a pause. */
export function runSteps<T>(steps: Generator<unknown, T, void>): T {
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}
