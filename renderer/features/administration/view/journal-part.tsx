import { lazy, Suspense } from 'react'
import { LoadingScreen } from '../../../ui/loading-screen.tsx'
import { serverJournal } from '../../audit/index.ts'
import { useAdministrator } from '../model/use-administrator.ts'

const ServerJournal = lazy(() => serverJournal().then((loaded) => ({ default: loaded.ServerJournal })))

/** Who opened, printed and took out what in this clinic. */
export function JournalPart({ clinicId }: { clinicId: string }) {
  const { profile, clock } = useAdministrator()
  return (
    <Suspense fallback={<LoadingScreen />}>
      <ServerJournal clinicId={clinicId} user={profile.user} clock={clock} />
    </Suspense>
  )
}
