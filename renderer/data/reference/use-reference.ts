import { useEffect, useSyncExternalStore } from 'react'
import { systemClock } from '#shared/kit/clock.ts'
import { minskDay } from '#shared/kit/partial-date.ts'
import type { Icd10Entry, Icd10Search } from '#shared/reference/icd10-search.ts'
import type { InnEntry, InnSearch } from '#shared/reference/inn-search.ts'
import type { PackKind } from '#shared/reference/pack.schema.ts'
import { inSlices } from '../breathe.ts'
import { createPackCache } from './pack-cache.ts'
import { createReferenceServer } from './reference-server.ts'
import {
  createReferenceStore,
  type LoadedStarter,
  type ReferenceState,
  type ReferenceStore,
} from './reference-store.ts'

/** How far a classifier is: nothing yet, our own small pack, or a full one. */
export type ReferenceStatus = 'loading' | 'starter' | 'full'

const create = <S>(kind: PackKind, load: () => Promise<LoadedStarter<S>>): ReferenceStore<S> =>
  createReferenceStore({
    kind,
    load,
    cache: createPackCache(),
    // In every shell the page comes from the sync server.
    server: createReferenceServer((path) => fetch(path, { credentials: 'same-origin' })),
    today: () => minskDay(systemClock.now()),
  })

let icd10Store: ReferenceStore<Icd10Search> | undefined
let innStore: ReferenceStore<InnSearch> | undefined

/** The classifiers of this station. Packs and search are loaded when somebody first asks for them. */
export const icd10Reference = (): ReferenceStore<Icd10Search> => {
  icd10Store ??= create('icd-10', async () => {
    const { icd10SearchSteps } = await import('#shared/reference/icd10-search.ts')
    const { icd10StarterPack } = await import('#shared/reference/packs/icd-10-starter.ts')
    return {
      version: icd10StarterPack.version,
      build: (full) =>
        inSlices(full ? icd10SearchSteps(full, icd10StarterPack) : icd10SearchSteps(icd10StarterPack)),
    }
  })
  return icd10Store
}

export const innReference = (): ReferenceStore<InnSearch> => {
  innStore ??= create('inn', async () => {
    const { innSearchSteps } = await import('#shared/reference/inn-search.ts')
    const { innStarterPack } = await import('#shared/reference/packs/inn-starter.ts')
    return {
      version: innStarterPack.version,
      build: (full) => inSlices(full ? innSearchSteps(full, innStarterPack) : innSearchSteps(innStarterPack)),
    }
  })
  return innStore
}

function useStore<S>(store: ReferenceStore<S>): ReferenceState<S> {
  useEffect(() => {
    store.refresh()
  }, [store])
  return useSyncExternalStore(store.subscribe, store.get)
}

const statusOf = (state: ReferenceState<unknown>): ReferenceStatus =>
  state.origin === 'none' ? 'loading' : state.origin === 'starter' ? 'starter' : 'full'

/** ICD-10 for a screen: the starter pack at once, the full pack when there is one; works without a network. */
export function useIcd10(): {
  search(query: string, limit?: number): Icd10Entry[]
  byCode(code: string): Icd10Entry | undefined
  version: string
  status: ReferenceStatus
} {
  const state = useStore(icd10Reference())
  return {
    search: (query, limit) => state.search?.search(query, limit) ?? [],
    byCode: (code) => state.search?.byCode(code),
    version: state.version,
    status: statusOf(state),
  }
}

/** Drugs by international non-proprietary name, for a screen. */
export function useInn(): {
  search(query: string, limit?: number): InnEntry[]
  byInn(inn: string): InnEntry | undefined
  version: string
  status: ReferenceStatus
} {
  const state = useStore(innReference())
  return {
    search: (query, limit) => state.search?.search(query, limit) ?? [],
    byInn: (inn) => state.search?.byInn(inn),
    version: state.version,
    status: statusOf(state),
  }
}
