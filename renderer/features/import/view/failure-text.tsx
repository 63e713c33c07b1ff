import { Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { BundleRefusal } from '#shared/fhir/outcome.ts'
import type { ReadFailure } from '../model/read-bundle.ts'
import { ProblemList } from './problem-list.tsx'

/** Why nothing of a file can be taken, and where it is broken. */
export function FailureText({ failure }: { failure: ReadFailure | BundleRefusal }) {
  const { t } = useTranslation('import')
  if (failure.kind === 'patient-invalid')
    return (
      <>
        <Typography variant="body2" color="error">
          {t('failure.patient-invalid')}
        </Typography>
        <ProblemList problems={failure.problems} />
      </>
    )
  return (
    <Typography variant="body2" color="error">
      {failure.kind === 'broken'
        ? t(failure.atEnd ? 'failure.cutOff' : 'failure.broken', {
            line: failure.line,
            column: failure.column,
          })
        : failure.kind === 'several-patients'
          ? t('failure.several-patients', { count: failure.count })
          : failure.kind === 'not-a-bundle' && failure.found !== ''
            ? t('failure.single', { found: failure.found })
            : t(`failure.${failure.kind}`)}
    </Typography>
  )
}
