import { Box, Stack, TextField } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { type CheckFinding, checkKey } from '#shared/domain/prescription/prescription.rules.ts'
import { Banner } from '../../../ui/banner.tsx'

const severities = { stop: 'danger', warning: 'warning', info: 'info' } as const

interface CheckFindingsProps {
  findings: readonly CheckFinding[]
  overrides: Readonly<Record<string, string>>
  /** True once signing was asked for: an unanswered stop then says so. */
  asked: boolean
  onOverride(key: string, reason: string): void
}

/** What the checks say. A stop asks for the reason why the drug is prescribed all the same. */
export function CheckFindings({ findings, overrides, asked, onOverride }: CheckFindingsProps) {
  const { t } = useTranslation('prescription')
  // Nothing, not an empty stack: that would push down what stands below.
  if (findings.length === 0) return null
  const say = t as unknown as (key: string, values: Record<string, string>) => string
  return (
    <Stack spacing={1}>
      {findings.map((finding) => {
        const key = checkKey(finding)
        const missing = asked && !overrides[key]?.trim()
        return (
          <Banner
            key={key}
            severity={severities[finding.severity]}
            title={say(`checks.${finding.code}`, finding.values)}
          >
            {finding.values.reaction && (
              <Box>{t('checks.reaction', { reaction: finding.values.reaction })}</Box>
            )}
            {finding.severity === 'stop' && (
              <TextField
                label={t('checks.override')}
                required
                value={overrides[key] ?? ''}
                onChange={(event) => onOverride(key, event.target.value)}
                error={missing}
                slotProps={{ htmlInput: { maxLength: 500, 'data-path': `overrides.${key}` } }}
                sx={{ mt: 1, minWidth: 420 }}
              />
            )}
          </Banner>
        )
      })}
    </Stack>
  )
}
