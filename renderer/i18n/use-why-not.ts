import type { FieldProblem } from '#shared/domain/common/command-context.ts'
import { AppError } from '#shared/errors/app-error.ts'
import { useProblemText } from './problem-text.ts'
import { useErrorText } from './use-error-text.ts'

/**
 * Does something that the rules of the domain or the disk may refuse; resolves with why it was not done, in words, and
 * with undefined when it was.
 * @returns the doer; what it does answers the problems that stood in the way
 */
export function useWhyNot(): (act: () => Promise<readonly FieldProblem[]>) => Promise<string | undefined> {
  const say = useProblemText()
  const errorText = useErrorText()
  return async (act) => {
    try {
      const problems = await act()
      return problems.length === 0 ? undefined : problems.map(say).join('. ')
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const { title, whatToDo } = errorText(error.code)
      return `${title}. ${whatToDo}`
    }
  }
}
