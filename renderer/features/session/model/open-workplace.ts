import type { Profile } from '#shared/contract/api.ts'
import type { CommandContext } from '#shared/domain/common/command-context.ts'
import { createHybridClock } from '#shared/kit/hybrid-clock.ts'
import { createMakeId } from '#shared/kit/ids.ts'
import type { DataKeys } from '../../../data/encryption/row-seal.ts'
import type { Workplace } from '../../../data/workplace-context.tsx'
import { useCarryOver } from './carry-over-store.ts'
import type { SessionServices } from './session-services.ts'

/** Opens the clinic's data of this person and puts together what every screen stands on. */
export async function openWorkplace(
  services: SessionServices,
  profile: Profile,
  dataKeys: DataKeys,
): Promise<Workplace> {
  const { id, name, role } = profile.practitioner
  const context: CommandContext = {
    clock: services.clock,
    hybridClock: createHybridClock(services.clock, services.stationId),
    makeId: createMakeId(services.clock, services.random),
    clinicId: profile.clinicId,
    author: { id, name, role },
  }
  const { set } = useCarryOver.getState()
  try {
    const data = await services.openData(profile, context, dataKeys, set)
    return { data, profile, context, stationId: services.stationId }
  } finally {
    set(undefined)
  }
}
