import { useCallback, useEffect, useState } from 'react'

export interface StorageFacts {
  usedBytes: number | undefined
  availableBytes: number | undefined
  /** The browser has promised not to clear the data by itself. */
  persisted: boolean
}

/** The room this workplace takes on the disk; `persist` asks the browser to keep it. */
export function useStorage(): { facts: StorageFacts | undefined; persist: () => Promise<boolean> } {
  const [facts, setFacts] = useState<StorageFacts | undefined>()
  const read = useCallback(async () => {
    const estimate = await navigator.storage?.estimate?.()
    const { usage, quota } = estimate ?? {}
    setFacts({
      usedBytes: usage,
      availableBytes: quota === undefined ? undefined : quota - (usage ?? 0),
      persisted: (await navigator.storage?.persisted?.()) ?? false,
    })
  }, [])
  useEffect(() => {
    read()
  }, [read])
  const persist = async () => {
    const granted = (await navigator.storage?.persist?.()) ?? false
    await read()
    return granted
  }
  return { facts, persist }
}
