import type { Sequence } from './sequence.ts'

/** Knows whether what was handed to RxDB is durable. RxDB tells it by writing its checkpoint after the documents. */
export interface PersistGate {
  handed(to: Sequence): void
  /** RxDB wrote this checkpoint. */
  durableAt(since: Sequence): void
  /** RxDB reported that a write failed. */
  failed(): void
  /** Resolves when nothing handed out is open any more: false when its writing failed. */
  settled(): Promise<boolean>
  /** Something was handed out and is not durable yet. */
  isOpen(): boolean
  /** The last place that is durable, if one was seen. */
  durable(): Sequence | undefined
}

/** @param patienceMs after so long without a word the part counts as not written; giving it again does no harm */
export function createPersistGate(patienceMs = 60_000): PersistGate {
  let open: Sequence | undefined
  let durable: Sequence | undefined
  let wake: ((written: boolean) => void) | undefined
  /** Its writing failed, and nobody has heard of that yet. */
  let isLost = false
  /** Its writing failed, and it was not handed out again yet. */
  let isOwed = false

  const settle = (written: boolean) => {
    open = undefined
    isOwed ||= !written
    if (wake) wake(written)
    else isLost ||= !written
    wake = undefined
  }
  return {
    handed(to) {
      open = to
      isOwed = false
    },
    durableAt(since) {
      durable = since
      if (since === open) settle(true)
    },
    failed: () => open !== undefined && settle(false),
    isOpen: () => open !== undefined || isOwed,
    durable: () => durable,
    settled() {
      if (open === undefined) {
        const written = !isLost
        isLost = false
        return Promise.resolve(written)
      }
      return new Promise((resolve) => {
        const timer = setTimeout(() => settle(false), patienceMs)
        wake = (written) => {
          clearTimeout(timer)
          resolve(written)
        }
      })
    },
  }
}
