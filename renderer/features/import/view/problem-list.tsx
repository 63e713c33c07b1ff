import { Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { ImportProblem } from '#shared/fhir/outcome.ts'

/** Problems with their places: `entry[12].resource.period.start: нет обязательного поля`. */
export function ProblemList({ problems }: { problems: readonly ImportProblem[] }) {
  const { t } = useTranslation('import')
  return problems.map(({ path, code }) => (
    <Typography key={`${path} ${code}`} variant="caption" component="div" sx={{ overflowWrap: 'anywhere' }}>
      <code>{path}</code>: {t(`problem.${code}`)}
    </Typography>
  ))
}
