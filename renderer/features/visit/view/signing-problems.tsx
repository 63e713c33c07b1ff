import { Box, Link } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { FieldProblem } from '#shared/domain/common/command-context.ts'
import { useProblemText } from '../../../i18n/problem-text.ts'
import { Banner } from '../../../ui/banner.tsx'
import { focusPath } from '../model/focus-path.ts'

/** What keeps the visit from being signed; each line leads to its field. */
export function SigningProblems({ problems }: { problems: readonly FieldProblem[] }) {
  const { t } = useTranslation('visit')
  const problemText = useProblemText()
  if (problems.length === 0) return null
  // "No such value" says nothing without the name of the field.
  const say = t as unknown as (key: string) => string
  const inWords = (problem: FieldProblem) =>
    problem.code === 'visit.vital-impossible'
      ? `${say(problem.path)}: ${problemText(problem)}`
      : problemText(problem)
  return (
    <Box sx={{ mb: 1 }}>
      <Banner severity="danger" title={t('signing.incomplete')}>
        {problems.map((problem, index) => (
          <span key={`${problem.path} ${problem.code}`}>
            {index > 0 && ' · '}
            <Link component="button" variant="body2" onClick={() => focusPath(problem.path)}>
              {inWords(problem)}
            </Link>
          </span>
        ))}
      </Banner>
    </Box>
  )
}
