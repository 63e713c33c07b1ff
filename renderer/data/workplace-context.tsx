import { createContext, useContext, useEffect, useState } from 'react'
import type { Profile } from '#shared/contract/api.ts'
import type { CommandContext } from '#shared/domain/common/command-context.ts'
import { assert } from '#shared/kit/assert.ts'
import type { LiveQuery } from './controls/live-query.ts'
import type { WorkplaceData } from './workplace-data.ts'

/** What every screen behind the sign-in page stands on. */
export interface Workplace {
  data: WorkplaceData
  profile: Profile
  /** Clock, ids and author for commands. */
  context: CommandContext
  /** The name of this PC, as it stands in hybrid times and in records of refusals. */
  stationId: string
}

const WorkplaceContext = createContext<Workplace | undefined>(undefined)
export const WorkplaceProvider = WorkplaceContext.Provider

export function useWorkplace(): Workplace {
  const workplace = useContext(WorkplaceContext)
  assert(workplace, 'a screen behind the sign-in page was shown without a session')
  return workplace
}

/**
 * The newest result of a live query; undefined until the first one arrives. `query` must keep its identity between
 * renders (useMemo), or the subscription starts anew.
 */
export function useLive<T>(query: LiveQuery<T> | undefined): T | undefined {
  const [value, setValue] = useState<{ of: LiveQuery<T> | undefined; value: T } | undefined>()
  const [failure, setFailure] = useState<unknown>()
  useEffect(() => query?.subscribe((next) => setValue({ of: query, value: next }), setFailure), [query])
  // An error of the store belongs to the error boundary, not to a screen that shows nothing for ever.
  if (failure !== undefined) throw failure
  return value && value.of === query ? value.value : undefined
}
