import { Box, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { FileSummary } from '../model/prepare-file.ts'
import { ProblemList } from './problem-list.tsx'

/** What a person should look at in one file: invalid resources, references to nothing, documents kept as they are. */
export function FileRemarks({ summary }: { summary: FileSummary }) {
  const { t } = useTranslation('import')
  const { invalid, unresolved, kept } = summary
  if (invalid.length + unresolved.length + kept.length === 0) return null
  return (
    <Box component="details" sx={{ mt: 0.5 }}>
      <Typography component="summary" variant="caption" color="warning.main" sx={{ cursor: 'pointer' }}>
        {t('remarks.title', { count: invalid.length + unresolved.length + kept.length })}
      </Typography>
      {kept.map(({ id, why }) => (
        <Typography key={id} variant="caption" component="div">
          {t(`kept.${why}`)} <code>{id}</code>
        </Typography>
      ))}
      {invalid.map(({ resourceType, problems }) => (
        <Box key={problems[0]?.path}>
          <Typography variant="caption">{t('remarks.invalid', { type: resourceType })}</Typography>
          <ProblemList problems={problems} />
        </Box>
      ))}
      {unresolved.map(({ path, reference }) => (
        <Typography key={path} variant="caption" component="div" sx={{ overflowWrap: 'anywhere' }}>
          <code>{path}</code>: {t('problem.unresolved-reference')} (<code>{reference}</code>)
        </Typography>
      ))}
    </Box>
  )
}
