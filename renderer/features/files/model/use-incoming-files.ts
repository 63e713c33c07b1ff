import { useEffect, useRef, useState } from 'react'

const filesOf = (transfer: DataTransfer | null): File[] => [...(transfer?.files ?? [])]
const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

/** Office programs put a picture of the copied text beside it: in a field the text is meant. */
const isTextForField = ({ clipboardData, target }: ClipboardEvent): boolean =>
  clipboardData?.types.includes('text/plain') === true &&
  target instanceof Element &&
  target.closest('input, textarea, [contenteditable]') !== null

/**
 * Files that are dropped anywhere on the page or pasted. A browser would leave the page for a dropped file, and what
 * somebody is writing with it.
 * @returns whether files are being held over the page
 */
export function useIncomingFiles(take: ((files: File[]) => void) | undefined): boolean {
  const [held, setHeld] = useState(false)
  const current = useRef(take)
  current.current = take
  const isOn = take !== undefined
  useEffect(() => {
    if (!isOn) return
    const over = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      setHeld(true)
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setHeld(false)
    }
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      setHeld(false)
      current.current?.(filesOf(event.dataTransfer))
    }
    const paste = (event: ClipboardEvent) => {
      const files = filesOf(event.clipboardData)
      if (files.length === 0 || isTextForField(event)) return
      event.preventDefault()
      current.current?.(files)
    }
    const ended = new AbortController()
    const { signal } = ended
    window.addEventListener('dragover', over, { signal })
    window.addEventListener('dragleave', leave, { signal })
    window.addEventListener('drop', drop, { signal })
    window.addEventListener('paste', paste, { signal })
    return () => ended.abort()
  }, [isOn])
  return held
}
