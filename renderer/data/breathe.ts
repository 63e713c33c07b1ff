const sliceMs = 12

/** Lets the screen draw when a long work has held it for longer than part of a frame. */
export function createBreath(now: () => number = () => performance.now()) {
  let since = now()
  return async function breathe(): Promise<void> {
    if (now() - since < sliceMs) return
    await new Promise((resolve) => setTimeout(resolve))
    since = now()
  }
}

/** Runs a work that is cut in steps to its end, with a breath between two; an abort ends it with its reason. */
export async function inSlices<T>(
  steps: Generator<unknown, T, void>,
  breathe: () => Promise<void> = createBreath(),
  signal?: AbortSignal,
): Promise<T> {
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value
    await breathe()
    signal?.throwIfAborted()
  }
}
