/** Calls back when there is reason to try at once: the line is back, the window shows again, the PC has woken up. */
export function onWakeUp(wake: () => void): () => void {
  if (typeof window === 'undefined') return () => undefined
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
