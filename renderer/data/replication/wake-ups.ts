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
  const unlisten = typeof window === 'undefined' ? () => undefined : listen(wake)
  return () => {
    clearInterval(looking)
    unlisten()
  }
}

function listen(wake: () => void): () => void {
  const visible = () => document.visibilityState === 'visible' && wake()
  window.addEventListener('online', wake)
  window.addEventListener('pageshow', wake)
  document.addEventListener('visibilitychange', visible)
  document.addEventListener('resume', wake)
  return () => {
    window.removeEventListener('online', wake)
    window.removeEventListener('pageshow', wake)
    document.removeEventListener('visibilitychange', visible)
    document.removeEventListener('resume', wake)
  }
}
