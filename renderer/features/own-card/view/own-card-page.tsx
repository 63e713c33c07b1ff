import { Box, Button, Stack, Tab, Tabs } from '@mui/material'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fullName } from '#shared/domain/patient/full-name.ts'
import { useErrorText } from '../../../i18n/use-error-text.ts'
import { Banner } from '../../../ui/banner.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { LoadingScreen } from '../../../ui/loading-screen.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { trailView } from '../../audit/index.ts'
import { endAdministration } from '../../session/index.ts'
import { useOwnCard } from '../model/use-own-card.ts'
import { OwnRecords } from './own-records.tsx'

const Trail = lazy(() => trailView().then((loaded) => ({ default: loaded.Trail })))

type Part = 'records' | 'trail'

/** What a clinic keeps about the patient who is signed in, to be read; and who has looked into it. */
export function OwnCardPage() {
  const { t } = useTranslation('own-card')
  const { t: inSession } = useTranslation('session')
  const errorText = useErrorText()
  const { profile, clock, trace, shown, again } = useOwnCard()
  const [part, setPart] = useState<Part>('records')
  if (shown.kind === 'asking') return <LoadingScreen />
  if (shown.kind === 'not-there') return <EmptyState title={t('notThere')} text={t('notThereText')} />
  if (shown.kind === 'failed')
    return (
      <Banner
        severity="warning"
        title={errorText(shown.code).title}
        action={
          shown.code === 'session.expired' ? (
            <Button color="inherit" onClick={() => void endAdministration()}>
              {inSession('enter')}
            </Button>
          ) : (
            <Button color="inherit" onClick={again}>
              {t('again')}
            </Button>
          )
        }
      >
        {errorText(shown.code).whatToDo}
      </Banner>
    )
  const { card } = shown
  return (
    <Stack sx={{ minHeight: 1, ...(part === 'trail' && { height: 1 }) }}>
      <PageHeader title={fullName(card.patient.name)} windowTitle={t('title')} />
      <Tabs value={part} onChange={(_, next: Part) => setPart(next)} sx={{ mb: 1 }}>
        <Tab value="records" label={t('parts.records')} />
        <Tab value="trail" label={t('parts.trail')} />
      </Tabs>
      <Box
        role="tabpanel"
        aria-label={t(`parts.${part}`)}
        sx={part === 'trail' ? { flex: 1, minHeight: 0 } : undefined}
      >
        {part === 'records' ? (
          <OwnRecords card={card} clock={clock} />
        ) : (
          <Suspense fallback={<LoadingScreen />}>
            <Trail within patient={card.patient} source={trace} profile={profile} clock={clock} />
          </Suspense>
        )}
      </Box>
    </Stack>
  )
}
