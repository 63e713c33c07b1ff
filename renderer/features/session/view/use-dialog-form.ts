import { useState } from 'react'
import type { ErrorCode } from '#shared/errors/codes.ts'
import type { Result } from '#shared/kit/result.ts'

/** The running and the refusal of a small form. */
export function useDialogForm<T>(act: () => Promise<Result<T, ErrorCode>>, onDone: (value: T) => void) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ErrorCode | undefined>()
  const submit = async () => {
    setBusy(true)
    setProblem(undefined)
    const outcome = await act()
    setBusy(false)
    if (outcome.ok) onDone(outcome.value)
    else setProblem(outcome.error)
  }
  return { busy, problem, submit }
}
