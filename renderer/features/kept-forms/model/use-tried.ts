import { useState } from 'react'
import type { FieldProblem } from '#shared/domain/common/command-context.ts'
import { useProblemText } from '../../../i18n/problem-text.ts'
import type { Keeping } from './use-kept-form.ts'

/** What became of a try to save a kept form: its problems stand at their fields; without any the form ends. */
export function useTried(keeping: Keeping, onClose: () => void) {
  const say = useProblemText()
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  async function done() {
    await keeping.forget()
    onClose()
  }
  return {
    /** For the field of this path; without one the first problem, wherever it belongs. */
    at(path?: string): { error: boolean; helperText: string | undefined } {
      const found = problems.find((problem) => path === undefined || problem.path === path)
      return { error: found !== undefined, helperText: found && say(found) }
    },
    async end(found: readonly FieldProblem[]) {
      setProblems(found)
      if (found.length === 0) await done()
    },
    done,
  }
}
