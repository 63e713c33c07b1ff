import { Box, Link } from '@mui/material'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { KeepCourierKeys } from '../features/courier/index.ts'
import {
  LockCover,
  RecoveryNotice,
  SignInAgain,
  SigningKeyDialog,
  useContact,
  useIdleLock,
} from '../features/session/index.ts'
import { ReportStation } from '../features/settings/index.ts'
import { KeepSigningKeys } from '../features/signature/index.ts'
import { SilenceBanner } from '../features/sync/index.ts'
import { FramePage } from './frame-parts.tsx'
import { TopBar } from './top-bar.tsx'
import { usePageFocus } from './use-page-focus.ts'

/** The slim bar on top and the page below it. Every screen with a patient stands in this frame. */
export function WorkplaceFrame({ children, covered }: { children: ReactNode; covered: boolean }) {
  const { t } = useTranslation()
  const main = usePageFocus()
  useIdleLock()
  useContact()
  return (
    <>
      {covered && <LockCover />}
      {/* Not on the screen, not under Tab, not read aloud; what was typed stays. */}
      <Box
        inert={covered}
        sx={{
          height: '100vh',
          display: 'flex',
          flexDirection: 'column',
          visibility: covered ? 'hidden' : 'visible',
        }}
      >
        <Link
          href="#content"
          onClick={(event) => {
            event.preventDefault()
            main.current?.focus()
          }}
          sx={{
            position: 'absolute',
            top: -60,
            left: 8,
            zIndex: 'tooltip',
            p: 1,
            bgcolor: 'background.paper',
            '&:focus': { top: 4 },
          }}
        >
          {t('skipToContent')}
        </Link>
        <TopBar />
        <SilenceBanner />
        <RecoveryNotice />
        <FramePage place={main}>{children}</FramePage>
        <SignInAgain />
        <KeepCourierKeys />
        <ReportStation />
        <KeepSigningKeys />
        <SigningKeyDialog />
      </Box>
    </>
  )
}
