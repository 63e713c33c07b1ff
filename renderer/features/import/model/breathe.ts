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
