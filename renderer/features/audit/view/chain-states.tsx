import { Box, Stack, Typography } from '@mui/material'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditVerification, ChainVerification } from '#shared/contract/audit-log.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { parseHybridTime } from '#shared/kit/hybrid-clock.ts'
import { Banner } from '../../../ui/banner.tsx'
import { formatMoment } from '../../../ui/format.ts'
import { LoadingScreen } from '../../../ui/loading-screen.tsx'
import { Section } from '../../../ui/section.tsx'
import { stationCode } from '../../../ui/station-code.ts'
import { chainFindings } from '../model/chain-findings.ts'
import type { JournalDesk } from '../model/journal-desk.ts'
import { JournalUnavailable } from './journal-unavailable.tsx'

/** Whether every workstation's entries are there and as they were written, in words. */
export function ChainStates({ desk }: { desk: JournalDesk }) {
  const { t } = useTranslation('audit')
  const { reader, stationId } = desk
  const [answer, setAnswer] = useState<AuditVerification | undefined>()
  const [problem, setProblem] = useState<ErrorCode | undefined>()
  const look = useCallback(() => {
    setProblem(undefined)
    reader.verification().then(setAnswer, (failure: unknown) => {
      if (!(failure instanceof AppError)) throw failure
      setProblem(failure.code)
    })
  }, [reader])
  useEffect(look, [look])
  if (problem) return <JournalUnavailable problem={problem} onAgain={look} />
  if (!answer) return <LoadingScreen />
  const lines = answer.chains.map((chain, place) => ({
    chain,
    findings: chainFindings(
      chain,
      answer.chains.findIndex(({ station }) => station === chain.station) === place,
      t,
    ),
  }))
  const isWell = lines.every(({ findings }) => findings.length === 0)
  const time = formatMoment(answer.at)
  return (
    <Stack spacing={1} sx={{ maxWidth: 900 }}>
      <Banner
        severity={isWell ? 'success' : 'danger'}
        title={t(isWell ? 'chains.allWell' : 'chains.harmed', { time })}
      >
        {t('chains.explain')}
        {!isWell && ` ${t('chains.late')}`}
      </Banner>
      {lines.map((line) => (
        <ChainLine key={`${line.chain.station} ${line.chain.chain}`} {...line} stationId={stationId} />
      ))}
    </Stack>
  )
}

function ChainLine({
  chain,
  findings,
  stationId,
}: {
  chain: ChainVerification
  findings: string[]
  stationId: string | undefined
}) {
  const { t } = useTranslation('audit')
  const lastMs = chain.lastAt === undefined ? undefined : parseHybridTime(chain.lastAt)?.timeMs
  const name =
    chain.station === 'server'
      ? t('chains.server')
      : [
          t('chains.station', { name: stationCode(chain.station) }),
          ...(chain.station === stationId ? [`(${t('thisPc')})`] : []),
        ].join(' ')
  return (
    <Section title={name}>
      {findings.length === 0 ? (
        <Typography variant="body2">{t('chains.whole', { count: chain.events })}</Typography>
      ) : (
        <Box component="ul" sx={{ m: 0, pl: 2.5, color: 'error.dark' }}>
          {findings.map((finding) => (
            <Typography component="li" variant="body2" key={finding}>
              {finding}
            </Typography>
          ))}
        </Box>
      )}
      {lastMs !== undefined && (
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {t('chains.last', { time: formatMoment(lastMs) })}
        </Typography>
      )}
    </Section>
  )
}
