import { type KeyboardEvent, useState } from 'react'

const pageRows = 15

/** How many rows a key moves; undefined for a key that moves nothing. */
function step(key: string, count: number): number | undefined {
  const steps: Record<string, number> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: pageRows,
    PageUp: -pageRows,
    Home: -count,
    End: count,
  }
  return steps[key]
}

/** The marked row of a table, moved by the keyboard. Follows its row when the order changes. */
export function useRowKeys(
  keys: readonly string[],
  onMove: (index: number) => void,
  onOpen: (index: number) => void,
) {
  const [activeKey, setActiveKey] = useState<string | undefined>()
  const found = activeKey === undefined ? -1 : keys.indexOf(activeKey)
  const active = Math.max(found, 0)
  const mark = (index: number) => {
    const inside = Math.max(0, Math.min(keys.length - 1, index))
    setActiveKey(keys[inside])
    onMove(inside)
  }
  return {
    active,
    mark,
    /** True when the key was for the table. */
    onKeyDown(event: Pick<KeyboardEvent, 'key' | 'preventDefault'>): boolean {
      const by = step(event.key, keys.length)
      if (keys.length === 0 || (by === undefined && event.key !== 'Enter')) return false
      event.preventDefault()
      if (by === undefined) onOpen(active)
      else mark(active + by)
      return true
    },
  }
}
