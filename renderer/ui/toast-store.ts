import { create } from 'zustand'

export interface Toast {
  key: number
  text: string
  /** The way back, or another next step. */
  action?: { label: string; run: () => void }
  /** How long it stays; `Infinity` until it is closed. */
  durationMs: number
}

interface ToastStore {
  /** What is said at the moment, oldest first. */
  shown: Toast[]
  drop(key: number): void
}

export const useToasts = create<ToastStore>((set) => ({
  shown: [],
  drop: (key) => set(({ shown }) => ({ shown: shown.filter((toast) => toast.key !== key) })),
}))

let lastKey = 0

/**
 * Says briefly that something is done; with `action` how to take it back. It is said at once, below what is still said:
 * a message that waits for older ones speaks of what was done long ago. The same words are not said twice, but each
 * "undo" stays.
 */
export function showToast(text: string, options: Partial<Pick<Toast, 'action' | 'durationMs'>> = {}): void {
  lastKey += 1
  const toast: Toast = { key: lastKey, text, durationMs: options.action ? 8000 : 4000, ...options }
  useToasts.setState(({ shown }) => ({
    shown: [...shown.filter((other) => other.action || other.text !== text), toast],
  }))
}

/** Takes away what is said: somebody else will sit here. */
export const dropToasts = (): void => useToasts.setState({ shown: [] })
