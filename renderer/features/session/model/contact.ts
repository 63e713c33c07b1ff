import type { Workplace } from '../../../data/workplace-context.tsx'
import { hasUnsavedWork } from '../../../ui/unsaved-work.ts'
import { openAbout } from './key-holders.ts'
import { type KnownUser, userKey } from './known-users.ts'
import { lock } from './lock.ts'
import { type SessionServices, sessionServices } from './session-services.ts'
import { useSession } from './session-store.ts'
import { forget } from './sign-in.ts'

/**
 * What the server says of the people of this PC, done at every contact: who was dismissed, has another password or
 * another role has no lock here any more. Whoever is at work with another role than before signs in anew.
 */
export async function checkPeople(workplace: Workplace): Promise<void> {
  const services = sessionServices()
  const { session } = useSession.getState()
  if (session.phase !== 'open') return
  const known = await services.knownUsers.list()
  const logins = new Map<string, KnownUser>()
  for (const each of known) {
    const about = await openAbout(session.dataKeys, each)
    if (about) logins.set(about.profile.user, each)
  }
  const answer = await services.server.knownPeople([...logins.keys()])
  if (!answer.ok) return
  const { me, people } = answer.value
  // Another person's session answered: an old cookie. The next sign-in asks again.
  if (userKey(me.user) !== userKey(workplace.profile.user)) return
  const roleChanged =
    me.practitioner.role !== workplace.profile.practitioner.role || me.clinicId !== workplace.profile.clinicId
  if (roleChanged && !hasUnsavedWork()) await lock('full', 'session.role-changed')
  // A form that is not saved may be covered, and this lock alone uncovers it: it goes at the next contact.
  const mine = hasUnsavedWork() ? me.user : undefined
  for (const { user, mark } of people)
    if (user !== mine) await settle(services, logins.get(user), mark, user === me.user)
}

async function settle(
  services: SessionServices,
  known: KnownUser | undefined,
  mark: string | undefined,
  isMe: boolean,
): Promise<void> {
  if (!known) return
  // The session that asked is the proof that the password of this lock is still the right one.
  if (isMe && known.mark === undefined && mark !== undefined) {
    // As the row is now: the server's answer took a while.
    const now = await services.knownUsers.get(known.user)
    if (now && now.mark === undefined) await services.knownUsers.put([{ ...now, mark }])
    return
  }
  const isOther = known.mark !== undefined && known.mark !== mark
  if (mark === undefined || isOther) await forget(services, known.user)
}
