import type { StationKeys } from '#shared/contract/station-keys.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { fail, type Result } from '#shared/kit/result.ts'
import { importDataKeys } from '../../../data/encryption/data-keys.ts'
import type { Workplace } from '../../../data/workplace-context.tsx'
import { hasUnsavedWork } from '../../../ui/unsaved-work.ts'
import { keysFit, spreadKeys } from './key-holders.ts'
import { sessionServices } from './session-services.ts'
import { useSession } from './session-store.ts'
import { reopen } from './switch-user.ts'

/**
 * A new data key for this PC: laid into everybody's box first, then the data is opened anew, and from then on rows are
 * written under it. The old ones follow in the background.
 */
export async function renewKeys(): Promise<Result<void, ErrorCode>> {
  const services = sessionServices()
  const { session } = useSession.getState()
  if (session.phase !== 'open') return fail('session.password-needed')
  if (hasUnsavedWork()) return fail('session.unsaved-work')
  const { knownUsers, server, stationId } = services
  const answer = await server.renewStationKeys(stationId)
  if (!answer.ok) return answer
  try {
    const dataKeys = await importDataKeys(answer.value)
    if (!(await keysFit(knownUsers, dataKeys))) return fail('session.other-keys')
    await spreadKeys(knownUsers, answer.value, dataKeys)
    return await reopen(session.workplace.profile, dataKeys)
  } catch (failure) {
    if (failure instanceof AppError) return fail(failure.code)
    throw failure
  }
}

/** When no row is left under an older key: the server forgets it, then this PC. False when it must be tried again. */
export async function giveUpOlderKeys({ data }: Workplace): Promise<boolean> {
  const { knownUsers, server, stationId } = sessionServices()
  const { session } = useSession.getState()
  if (session.phase !== 'open') return false
  const { dataKeys } = session
  return data.keyRenewal.giveUpOlder(async () => {
    const answer = await server.dropOlderKeys(stationId, dataKeys.current)
    if (!answer.ok) return false
    await spreadKeys(knownUsers, answer.value satisfies StationKeys, dataKeys, true)
    return true
  })
}
