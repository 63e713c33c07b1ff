import { Box, Stack, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { allergyKnowledge } from '#shared/domain/patient/allergy.commands.ts'
import { formatPhone } from '#shared/domain/patient/phone.ts'
import type { Clock } from '#shared/kit/clock.ts'
import { formatPartialDate, minskDay } from '#shared/kit/partial-date.ts'
import { Banner } from '../../../ui/banner.tsx'
import { KeyValueList } from '../../../ui/key-value-list.tsx'
import { Section } from '../../../ui/section.tsx'
import { addressLine, useAgeText } from '../../patients/index.ts'
import { dayOfMoment } from '../model/day-of-moment.ts'
import type { OwnCard } from '../model/own-card.ts'
import { OwnPrescriptions } from './own-prescriptions.tsx'
import { OwnVisits } from './own-visits.tsx'
import { RecordLine } from './record-line.tsx'

/** The own card: who, what is not tolerated, what is known, what was done. */
export function OwnRecords({ card, clock }: { card: OwnCard; clock: Clock }) {
  const { t } = useTranslation('own-card')
  const ageText = useAgeText()
  const { patient } = card
  const knowledge = allergyKnowledge(patient)
  const today = minskDay(clock.now())
  return (
    <Stack spacing={1}>
      <Banner severity="info">{t('explain')}</Banner>
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: { xs: '1fr', md: 'minmax(0, 1.45fr) minmax(0, 1fr)' },
          gap: 1,
          alignItems: 'start',
        }}
      >
        <OwnVisits visits={card.visits} />
        <Stack spacing={1}>
          <Section title={t('person.title')}>
            <KeyValueList
              items={[
                {
                  label: t('person.birth'),
                  value: `${formatPartialDate(patient.birthDate)} (${ageText(patient.birthDate, today)})`,
                },
                { label: t('person.number'), value: patient.personalNumber },
                { label: t('person.address'), value: addressLine(patient.address, true) },
                {
                  label: t('person.phones'),
                  value: patient.contacts?.map(({ value }) => formatPhone(value)).join(', '),
                },
                { label: t('person.allergies'), value: allergiesText(knowledge, t) },
              ]}
            />
          </Section>
          <OwnPrescriptions prescriptions={card.prescriptions} />
          <List title={t('conditions.title')} none={t('conditions.none')}>
            {card.conditions.map(({ id, coding, onset, dispensary }) => (
              <RecordLine
                key={id}
                title={`${coding.code} ${coding.display}`}
                line={[
                  onset && t('conditions.since', { date: dayOfMoment(onset) }),
                  dispensary?.nextOn &&
                    t('conditions.nextOn', { date: formatPartialDate(dispensary.nextOn) }),
                ]}
              />
            ))}
          </List>
          <List title={t('immunizations.title')} none={t('immunizations.none')}>
            {card.immunizations.map(({ id, vaccine, occurredAt, status }) => (
              <RecordLine
                key={id}
                title={vaccine.display}
                line={[dayOfMoment(occurredAt), status === 'not-done' && t('immunizations.notDone')]}
              />
            ))}
          </List>
          <List title={t('papers.title')} none={t('papers.none')}>
            {card.papers.map(({ id, description, date, addedBy, createdAt }) => (
              <RecordLine
                key={id}
                title={description}
                line={[
                  date && formatPartialDate(date),
                  t('papers.addedBy', { name: addedBy.name, date: dayOfMoment(createdAt) }),
                ]}
              />
            ))}
          </List>
          {card.papers.length > 0 && (
            <Typography variant="caption" sx={{ color: 'text.secondary' }}>
              {t('papers.explain')}
            </Typography>
          )}
        </Stack>
      </Box>
    </Stack>
  )
}

function List(props: { title: string; none: string; children: React.ReactNode[] }) {
  return (
    <Section title={props.title} flush>
      {props.children.length > 0 ? (
        props.children
      ) : (
        <Typography variant="body2" sx={{ px: 1.5, py: 1, color: 'text.secondary' }}>
          {props.none}
        </Typography>
      )}
    </Section>
  )
}

function allergiesText(
  knowledge: ReturnType<typeof allergyKnowledge>,
  t: ReturnType<typeof useTranslation<'own-card'>>['t'],
): string {
  if (knowledge.kind === 'unasked') return t('allergies.unasked')
  if (knowledge.kind === 'none') return t('allergies.none', { date: dayOfMoment(knowledge.at) })
  return knowledge.active
    .map(({ substance, reaction }) => [substance.text, reaction].filter(Boolean).join(': '))
    .join('; ')
}
