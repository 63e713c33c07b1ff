import { create } from 'zustand'

/** Something is to be signed and the key is closed: the screen asks its owner. */
export const useKeyRequest = create<{ asked: boolean }>(() => ({ asked: false }))

/** `given-up`: the person went back, or the screen was locked; nothing is signed then. */
export type KeyAnswer = 'go-on' | 'given-up'

const waiting = new Set<(answer: KeyAnswer) => void>()
let screens = 0

/** A screen stands ready to ask; returns its end. */
export function answersKeyRequests(): () => void {
  screens += 1
  return () => {
    screens -= 1
    answerKeyRequest('given-up')
  }
}

/** Resolves when the person has opened the key, goes on without it or gives up. At once where nobody can ask. */
export function requestKey(): Promise<KeyAnswer> {
  if (screens === 0) return Promise.resolve('go-on')
  return new Promise((resolve) => {
    waiting.add(resolve)
    useKeyRequest.setState({ asked: true })
  })
}

export function answerKeyRequest(answer: KeyAnswer): void {
  useKeyRequest.setState({ asked: false })
  for (const resolve of waiting) resolve(answer)
  waiting.clear()
}
