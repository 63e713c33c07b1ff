import { Navigate, Outlet, useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { roleRuleOf } from '#shared/domain/access/index.ts'
import { WorkplaceProvider } from '../data/workplace-context.tsx'
import { CardDoor, TracedHost } from '../features/audit/index.ts'
import { CarryOverBar, useSession } from '../features/session/index.ts'
import { LoadingScreen } from '../ui/loading-screen.tsx'
import { NotForRole } from '../ui/not-for-role.tsx'
import { ServerFrame } from './server-frame.tsx'
import { WorkplaceFrame } from './workplace-frame.tsx'

/** Lets only a signed-in person through; the others sign in and come back to where they wanted to be. */
export function SessionGate() {
  const { t } = useTranslation()
  const session = useSession((store) => store.session)
  const wanted = useLocation({ select: (location) => location.href })
  /** A card with what hangs on it: nothing for who sees no names. */
  const isOfPerson = wanted.startsWith('/patients/')
  switch (session.phase) {
    case 'restoring':
    case 'closing':
      return (
        <>
          <LoadingScreen />
          <CarryOverBar />
        </>
      )
    case 'signed-out':
      // While the way to the sign-in page is under way this gate still stands; it must not ask for it again.
      return wanted.startsWith('/sign-in') ? null : (
        <Navigate to="/sign-in" search={wanted === '/' ? {} : { back: wanted }} replace />
      )
    case 'administering':
      // There are no records behind the other pages.
      return wanted.startsWith('/administration') ? (
        <ServerFrame title={t('navigation.administration')}>
          <Outlet />
        </ServerFrame>
      ) : (
        <Navigate to="/administration" search={{}} replace />
      )
    case 'own-card':
      return wanted.startsWith('/own-card') ? (
        <ServerFrame title={t('navigation.ownCard')}>
          <Outlet />
        </ServerFrame>
      ) : (
        <Navigate to="/own-card" replace />
      )
    case 'open':
      return (
        <WorkplaceProvider value={session.workplace}>
          <WorkplaceFrame covered={session.covered !== undefined}>
            <TracedHost>
              {isOfPerson && roleRuleOf(session.workplace.profile.practitioner.role).namesWithheld ? (
                <NotForRole />
              ) : (
                <CardDoor>
                  <Outlet />
                </CardDoor>
              )}
            </TracedHost>
          </WorkplaceFrame>
        </WorkplaceProvider>
      )
  }
}
