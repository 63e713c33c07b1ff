import { Box, Button, Stack } from '@mui/material'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { legalGroundsNow, restrictionsNow } from '#shared/domain/consent/consent.state.ts'
import { legalGroundRows } from '#shared/domain/consent/legal-grounds.ts'
import {
  endLegalGround,
  liftRestriction,
  mayRecordLegalGround,
} from '#shared/domain/consent/restriction.commands.ts'
import { restrictionGroundRows } from '#shared/domain/consent/restriction-grounds.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { formatPartialDate } from '#shared/kit/partial-date.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useLanguage } from '../../../i18n/index.ts'
import { StatusChip } from '../../../ui/status-chip.tsx'
import { ReasonDialog, useReopen } from '../../kept-forms/index.ts'
import { useConsentCommands } from '../model/use-consent-commands.ts'
import { useConsentWords } from '../model/use-consent-words.ts'

/** Restrictions of processing and demands of the law that are in force, each with its way out. */
export function RestrictionRows({ patient }: { patient: Patient }) {
  const { t } = useTranslation('consent')
  const language = useLanguage()
  const { context, profile } = useWorkplace()
  const { changeOrSay } = useConsentCommands()
  const { day } = useConsentWords()
  const [ending, setEnding] = useState<{ kind: 'restriction' | 'ground'; id: string }>()
  const place = `restriction-end/${patient.id}/`
  useReopen(place, (rest) => {
    const [kind, id = ''] = rest.split('/')
    setEnding({ kind: kind === 'ground' ? kind : 'restriction', id })
  })
  const nowMs = context.clock.now()
  const nameOf = (rows: typeof legalGroundRows | typeof restrictionGroundRows, code: string) =>
    rows.find((row) => row.code === code)?.name[language] ?? code
  const isHead = mayRecordLegalGround(profile.practitioner.role)
  const isLifting = ending?.kind === 'restriction'
  return (
    <>
      {restrictionsNow(patient, nowMs).map(({ id, ground, reason, since, until, recordedBy }) => (
        <Row
          key={id}
          chip={<StatusChip tone="danger" label={t('restriction.chip')} />}
          title={nameOf(restrictionGroundRows, ground)}
          line={[
            t('restriction.since', { date: day(since), name: recordedBy.name }),
            until && t('given.until', { date: formatPartialDate(until) }),
            reason,
          ]}
          action={
            <Button onClick={() => setEnding({ kind: 'restriction', id })}>{t('restriction.lift')}</Button>
          }
        />
      ))}
      {legalGroundsNow(patient, nowMs).map(({ id, ground, demandedBy, number, demandedOn, until }) => (
        <Row
          key={id}
          chip={<StatusChip tone="attention" label={t('ground.chip')} />}
          title={nameOf(legalGroundRows, ground)}
          line={[
            [demandedBy, number && `№ ${number}`, formatPartialDate(demandedOn)].filter(Boolean).join(', '),
            t('given.until', { date: formatPartialDate(until) }),
          ]}
          action={
            isHead && <Button onClick={() => setEnding({ kind: 'ground', id })}>{t('ground.end')}</Button>
          }
        />
      ))}
      {ending && (
        <ReasonDialog
          place={`${place}${ending.kind}/${ending.id}`}
          title={t(isLifting ? 'restriction.liftTitle' : 'ground.endTitle')}
          reason={t('restriction.reason')}
          confirm={t(isLifting ? 'restriction.lift' : 'ground.end')}
          onClose={() => setEnding(undefined)}
          onConfirm={(reason) =>
            changeOrSay(
              patient.id,
              (now) =>
                isLifting
                  ? liftRestriction(now, ending.id, reason, context)
                  : endLegalGround(now, ending.id, reason, context),
              t(isLifting ? 'restriction.lifted' : 'ground.ended'),
            )
          }
        />
      )}
    </>
  )
}

function Row(props: { chip: ReactNode; title: string; line: (string | undefined)[]; action: ReactNode }) {
  return (
    <Stack
      direction="row"
      sx={{ gap: 1, alignItems: 'center', px: 1.5, py: 0.5, borderBottom: 1, borderColor: 'divider' }}
    >
      <Box sx={{ flex: 1, minWidth: 0, fontSize: 13, overflowWrap: 'anywhere' }}>
        <Stack direction="row" sx={{ gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
          {props.chip}
          <Box component="span">{props.title}</Box>
        </Stack>
        <Box sx={{ color: 'text.secondary', fontSize: 12 }}>{props.line.filter(Boolean).join(' · ')}</Box>
      </Box>
      {props.action}
    </Stack>
  )
}
