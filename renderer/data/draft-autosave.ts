/**
 * Keeps a draft on disk while it is written. Promise: `saved` is said only when the newest text is durable; saves
 * follow one another, never overtake one another, and none is begun after `stop`.
 */
export type AutosaveState =
  | { kind: 'clean' }
  /** Something is not on disk yet. */
  | { kind: 'dirty' }
  | { kind: 'saved'; atMs: number }
  | { kind: 'failed'; error: unknown }

export interface Autosave<T> {
  /** Takes note of the newest text; it is on disk `delayMs` later. */
  change(value: T): void
  /** Writes what is not yet written, now; resolves when all is durable or the disk has refused it. */
  flush(): Promise<void>
  /** Writes nothing more; resolves when a running save has ended. What was not written is forgotten. */
  stop(): Promise<void>
  state(): AutosaveState
}

export interface AutosaveOptions<T> {
  save(value: T): Promise<void>
  now(): number
  onState(state: AutosaveState): void
  delayMs?: number
  /** After a refusal of the disk it tries again by itself. */
  retryMs?: number
}

export function createAutosave<T>(options: AutosaveOptions<T>): Autosave<T> {
  const { save, now, onState, delayMs = 500, retryMs = 5000 } = options
  let state: AutosaveState = { kind: 'clean' }
  let waiting: { value: T } | undefined
  let running: Promise<void> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false

  const say = (next: AutosaveState) => {
    state = next
    onState(next)
  }

  function later(ms: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => void write(), ms)
  }

  /** Saves until nothing waits. Only one runs at a time; others wait for the same one. */
  function write(): Promise<void> {
    clearTimeout(timer)
    running ??= drain().finally(() => {
      running = undefined
    })
    return running
  }

  async function drain(): Promise<void> {
    while (waiting && !stopped) {
      const taken = waiting
      try {
        await save(taken.value)
      } catch (error) {
        if (stopped) return
        say({ kind: 'failed', error })
        later(retryMs)
        return
      }
      if (waiting === taken) {
        waiting = undefined
        if (!stopped) say({ kind: 'saved', atMs: now() })
      }
    }
  }

  return {
    change(value) {
      if (stopped) return
      waiting = { value }
      if (state.kind !== 'dirty') say({ kind: 'dirty' })
      later(delayMs)
    },
    flush: () => write(),
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
      waiting = undefined
    },
    state: () => state,
  }
}
