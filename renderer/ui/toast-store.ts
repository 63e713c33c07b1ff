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
  queue: Toast[]
  drop(key: number): void
}

export const useToasts = create<ToastStore>((set) => ({
  queue: [],
  drop: (key) => set(({ queue }) => ({ queue: queue.filter((toast) => toast.key !== key) })),
}))

let lastKey = 0

/** Says briefly that something is done; with `action` how to take it back. Toasts wait for each other. */
export function showToast(text: string, options: Partial<Pick<Toast, 'action' | 'durationMs'>> = {}): void {
  lastKey += 1
  const toast: Toast = { key: lastKey, text, durationMs: options.action ? 8000 : 4000, ...options }
  useToasts.setState(({ queue }) => ({ queue: [...queue, toast] }))
}

/** Takes away what is said and what waits to be said: somebody else will sit here. */
export const dropToasts = (): void => useToasts.setState({ queue: [] })
