import type { Clock } from '#shared/kit/clock.ts'

const lookMs = 30_000
/** A hidden window's timers come once a minute; a longer gap means that the PC was asleep. */
const asleepMs = 150_000

/**
 * Calls back when there is reason to try at once: the line is back, the window shows again, the PC has woken up. Of
 * waking up nobody tells a page: it sees that its timer came much too late.
 */
export function onWakeUp(wake: () => void, clock: Clock): () => void {
  let lastMs = clock.now()
  const looking = setInterval(() => {
    const nowMs = clock.now()
    if (nowMs - lastMs > asleepMs) wake()
    lastMs = nowMs
  }, lookMs)
  const ended = new AbortController()
  if (typeof window !== 'undefined') listen(wake, ended.signal)
  return () => {
    clearInterval(looking)
    ended.abort()
  }
}

function listen(wake: () => void, signal: AbortSignal): void {
  const visible = () => document.visibilityState === 'visible' && wake()
  window.addEventListener('online', wake, { signal })
  window.addEventListener('pageshow', wake, { signal })
  document.addEventListener('visibilitychange', visible, { signal })
  document.addEventListener('resume', wake, { signal })
}
