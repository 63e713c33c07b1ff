import { useMemo } from 'react'
import type { ManagedAccount } from '#shared/contract/administration.ts'
import type { Facility } from '#shared/contract/api.ts'
import { useLive } from '../../../data/workplace-context.tsx'
import { compareNames } from '../../../ui/collator.ts'
import { useSession } from '../../session/index.ts'

/** A village by its name, or a station by its id. */
export interface VillageChoice {
  value: string
  label: string
}

/**
 * What may be chosen as somebody's villages: the clinic's stations, what colleagues have, and where the patients on this
 * PC live. Who has no records here types the others.
 */
export function useVillageChoices(
  facilities: readonly Facility[],
  accounts: readonly ManagedAccount[],
): VillageChoice[] {
  const { session } = useSession()
  const data = session.phase === 'open' ? session.workplace.data : undefined
  const patients = useLive(useMemo(() => data?.patients.watchAll(), [data]))
  return useMemo(() => {
    const settlements = patients?.flatMap(({ address }) => address?.settlement ?? []) ?? []
    const ofColleagues = accounts.flatMap(({ villages }) => villages ?? [])
    const names = [...settlements, ...ofColleagues].filter((name) => !name.startsWith('facility:'))
    const stations = facilities.filter(({ kind }) => kind !== 'hospital')
    return [
      ...stations.map(({ id, name }) => ({ value: id, label: name })),
      ...[...new Set(names)].sort(compareNames).map((name) => ({ value: name, label: name })),
    ]
  }, [patients, accounts, facilities])
}
