import { useTranslation } from 'react-i18next'
import type { FieldProblem } from '#shared/domain/common/command-context.ts'

/** Says a field problem in words: texts of the namespace `problems`, found by its code (`visit.in-future`). */
export function useProblemText(): (problem: Pick<FieldProblem, 'code' | 'values'>) => string {
  const { t } = useTranslation('problems')
  // A code comes from data, so its key cannot be checked here; problem-text.test.ts asks for every code there is.
  const say = t as unknown as (key: string, values: Record<string, unknown>) => string
  return ({ code, values }) => say(code, values ?? {})
}
