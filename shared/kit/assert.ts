/** Stops on a bug of ours (never on bad input). The message must not contain patient data. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`)
}

/** Makes the compiler prove that a switch has handled every case. */
export function unreachable(value: never): never {
  throw new Error(`assertion failed: unreachable case of type ${typeof value}`)
}
