import { useEffect, useRef, useState } from 'react'

/**
 * The options for what is typed, `delayMs` after the last key. An answer that comes after a newer question is dropped,
 * so the list never shows the options of an older text.
 */
export function useAsyncOptions<T>(
  text: string,
  load: (text: string) => Promise<readonly T[]> | readonly T[],
  options: { open: boolean; delayMs?: number },
): { options: readonly T[]; loading: boolean } {
  const [found, setFound] = useState<readonly T[]>([])
  const [loading, setLoading] = useState(false)
  const loadNow = useRef(load)
  loadNow.current = load
  const { open, delayMs = 80 } = options
  useEffect(() => {
    if (!open) return
    let stale = false
    setLoading(true)
    const timer = setTimeout(async () => {
      try {
        const answer = await loadNow.current(text)
        if (!stale) setFound(answer)
      } finally {
        if (!stale) setLoading(false)
      }
    }, delayMs)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [text, open, delayMs])
  return { options: found, loading }
}
