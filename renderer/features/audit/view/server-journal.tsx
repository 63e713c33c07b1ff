import type { Clock } from '#shared/kit/clock.ts'
import { useServerDesk } from '../model/use-server-desk.ts'
import { Journal } from './journal.tsx'

/** The trace of access of a clinic of which nothing is on this PC. */
export function ServerJournal(props: { clinicId: string; user: string; clock: Clock }) {
  return <Journal within desk={useServerDesk(props.clinicId, props.user, props.clock)} />
}
