import { Box, Button, Typography } from '@mui/material'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { assert } from '#shared/kit/assert.ts'
import { endAdministration, useIdleLock, useSession } from '../features/session/index.ts'
import { chooseLanguage, languages, useLanguage } from '../i18n/index.ts'
import { FrameBar, FramePage } from './frame-parts.tsx'
import { usePageFocus } from './use-page-focus.ts'

/** The frame of who works by the server alone: nothing is kept here, there is no sync; the way out. */
export function ServerFrame({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation()
  const { t: inSession } = useTranslation('session')
  const language = useLanguage()
  const { session } = useSession()
  const main = usePageFocus()
  useIdleLock()
  assert(
    session.phase === 'administering' || session.phase === 'own-card',
    'the frame without data stands over another session',
  )
  const { practitioner, user } = session.profile
  useEffect(() => {
    document.title = `${title} · Lekar`
  }, [title])
  return (
    <Box sx={{ height: '100vh', display: 'flex', flexDirection: 'column' }}>
      <FrameBar>
        <Typography variant="caption" sx={{ fontWeight: 600 }}>
          {t('product')}
        </Typography>
        <Box sx={{ flex: 1 }} />
        {languages.map((other) => (
          <Button
            key={other}
            lang={other}
            color={other === language ? 'primary' : 'secondary'}
            aria-pressed={other === language}
            onClick={() => chooseLanguage(other)}
          >
            {t(`languages.${other}`)}
          </Button>
        ))}
        <Typography variant="body2">{`${practitioner.name} (${user})`}</Typography>
        <Button variant="outlined" onClick={() => void endAdministration()}>
          {inSession('signOut.confirm')}
        </Button>
      </FrameBar>
      <FramePage place={main}>{children}</FramePage>
    </Box>
  )
}
