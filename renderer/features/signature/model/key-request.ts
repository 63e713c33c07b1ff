import { create } from 'zustand'

/** Something is to be signed and the key is closed: the screen asks its owner. */
export const useKeyRequest = create<{ asked: boolean }>(() => ({ asked: false }))

const waiting = new Set<() => void>()
let screens = 0

/** A screen stands ready to ask; returns its end. */
export function answersKeyRequests(): () => void {
  screens += 1
  return () => {
    screens -= 1
    answerKeyRequest()
  }
}

/** Resolves when the person has opened the key, or goes on without it. At once where nobody can ask. */
export function requestKey(): Promise<void> {
  if (screens === 0) return Promise.resolve()
  return new Promise((resolve) => {
    waiting.add(resolve)
    useKeyRequest.setState({ asked: true })
  })
}

export function answerKeyRequest(): void {
  useKeyRequest.setState({ asked: false })
  for (const resolve of waiting) resolve()
  waiting.clear()
}
