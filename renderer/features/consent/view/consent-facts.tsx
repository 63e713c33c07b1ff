import { Box, Button, Stack, Typography } from '@mui/material'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { markPaperSigned, retractConsent, withdrawConsent } from '#shared/domain/consent/consent.commands.ts'
import type { Consent } from '#shared/domain/consent/consent.schema.ts'
import { contradictions, matterOf } from '#shared/domain/consent/consent.state.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { Banner } from '../../../ui/banner.tsx'
import { Section } from '../../../ui/section.tsx'
import { ReasonDialog, useReopen } from '../../kept-forms/index.ts'
import { useConsentCommands } from '../model/use-consent-commands.ts'
import { useConsentWords } from '../model/use-consent-words.ts'

/** What became of a consent or refusal, what was said of the same matter before, and what can be done. */
export function ConsentFacts({ patient, consent }: { patient: Patient; consent: Consent }) {
  const { t } = useTranslation('consent')
  const { context } = useWorkplace()
  const { changeOrSay, changeOrTell, settle } = useConsentCommands()
  const words = useConsentWords()
  const [asking, setAsking] = useState<'withdraw' | 'retract'>()
  const place = `consent-end/${patient.id}/${consent.id}/`
  useReopen(place, (act) => setAsking(act === 'retract' ? act : 'withdraw'))
  const others = (patient.consents ?? [])
    .filter((one) => one.id !== consent.id && matterOf(one) === matterOf(consent))
    .sort((a, b) => (a.givenAt < b.givenAt ? 1 : -1))
  const contradicted = contradictions(patient).some(({ records }) =>
    records.some(({ id }) => id === consent.id),
  )
  const isOpen = !consent.withdrawn && !consent.retracted
  return (
    <Stack spacing={1.5} sx={{ flex: '1 1 320px', minWidth: 280 }}>
      {contradicted && (
        <Banner
          severity="danger"
          title={t('contradiction.title')}
          action={
            <Button color="inherit" onClick={() => void settle(patient.id, consent)}>
              {t('contradiction.settle')}
            </Button>
          }
        >
          {t('contradiction.text')}
        </Banner>
      )}
      <Section title={t('page.facts')}>
        <Stack spacing={0.75}>
          <Typography variant="body2">{words.givenLine(consent)}</Typography>
          <Typography variant="body2">{t('page.takenBy', { name: consent.recordedBy.name })}</Typography>
          {words.details(consent) && <Typography variant="body2">{words.details(consent)}</Typography>}
          {consent.withdrawn && <ActLine label={t('page.withdrawn')} act={consent.withdrawn} />}
          {consent.retracted && <ActLine label={t('page.retracted')} act={consent.retracted} />}
          <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap', pt: 0.5 }}>
            {!consent.paper && !consent.retracted && (
              <Button
                variant="outlined"
                onClick={() =>
                  void changeOrTell(
                    patient.id,
                    (now) => markPaperSigned(now, consent.id, context),
                    t('paper.marked'),
                    (_, now) => ({
                      ok: true,
                      value: {
                        ...now,
                        consents: (now.consents ?? []).map((one) => {
                          if (one.id !== consent.id) return one
                          const { paper: __, ...rest } = one
                          return rest
                        }),
                      },
                    }),
                  )
                }
              >
                {t('paper.mark')}
              </Button>
            )}
            {isOpen && (
              <Button color="secondary" onClick={() => setAsking('withdraw')}>
                {t(`page.withdraw.${consent.decision}`)}
              </Button>
            )}
            {!consent.retracted && (
              <Button color="error" onClick={() => setAsking('retract')}>
                {t('page.retract')}
              </Button>
            )}
          </Stack>
        </Stack>
      </Section>
      {others.length > 0 && (
        <Section title={t('page.before')}>
          <Stack spacing={0.75}>
            {others.map((one) => (
              <Box key={one.id} sx={{ fontSize: 13 }}>
                <Link to={`/patients/${patient.id}/consents/${one.id}` as never}>{words.what(one)}</Link>{' '}
                {words.day(one.givenAt)}
                {one.withdrawn && ` · ${t('page.withdrawn')} ${words.day(one.withdrawn.at)}`}
                {one.retracted && ` · ${t('page.retracted')}`}
              </Box>
            ))}
          </Stack>
        </Section>
      )}
      {asking && (
        <ReasonDialog
          place={place + asking}
          title={asking === 'retract' ? t('page.retractTitle') : t(`page.withdraw.${consent.decision}`)}
          text={t(asking === 'retract' ? 'page.retractText' : 'page.withdrawText')}
          reason={t('page.reason')}
          confirm={asking === 'retract' ? t('page.retract') : t(`page.withdraw.${consent.decision}`)}
          onClose={() => setAsking(undefined)}
          onConfirm={(reason) => {
            const command = asking === 'retract' ? retractConsent : withdrawConsent
            return changeOrSay(
              patient.id,
              (now) => command(now, consent.id, context, reason),
              t(asking === 'retract' ? 'page.retractDone' : 'page.withdrawDone'),
            )
          }}
        />
      )}
    </Stack>
  )
}

function ActLine({ label, act }: { label: string; act: NonNullable<Consent['withdrawn']> }) {
  const { day } = useConsentWords()
  return (
    <Typography variant="body2">
      {[`${label} ${day(act.at)}`, act.by.name, act.reason].filter(Boolean).join(' · ')}
    </Typography>
  )
}
