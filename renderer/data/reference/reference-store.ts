import { parsePack } from '#shared/reference/load-pack.ts'
import type { Pack, PackKind } from '#shared/reference/pack.schema.ts'
import type { PackCache } from './pack-cache.ts'
import { type ReferenceServer, sha256 } from './reference-server.ts'

/** What a screen sees of one classifier. */
export interface ReferenceState<S> {
  /** Undefined for the few milliseconds until the starter pack is in memory. */
  search: S | undefined
  /** `starter`: our own small pack; `saved`: the full pack as last fetched; `server`: as the server has it now. */
  origin: 'none' | 'starter' | 'saved' | 'server'
  version: string
}

export interface ReferenceStore<S> {
  get(): ReferenceState<S>
  subscribe(listener: () => void): () => void
  /** Loads what this PC has, then asks the server. Later calls ask the server again. Never rejects. */
  refresh(): Promise<void>
}

export interface LoadedStarter<S> {
  version: string
  /** @param full the full pack, undefined as long as there is none */
  build(full: Pack | undefined): Promise<S>
}

export interface ReferenceOptions<S> {
  kind: PackKind
  /** Brings the starter pack and the search into memory; called once. */
  load(): Promise<LoadedStarter<S>>
  cache: PackCache
  server: ReferenceServer
  /** Today as `YYYY-MM-DD`: a pack that counts from a later day waits. */
  today(): string
}

/**
 * One classifier on this station: the bundled starter pack at once, the full pack as soon as it has been fetched and
 * checked, and that pack again at the next start without a network. A pack that is damaged, of another kind, or not
 * yet valid is left alone and the last good one stays.
 */
export function createReferenceStore<S>(options: ReferenceOptions<S>): ReferenceStore<S> {
  const { kind, cache, server } = options
  const listeners = new Set<() => void>()
  let state: ReferenceState<S> = { search: undefined, origin: 'none', version: '' }
  let heldSha256: string | undefined
  let started: Promise<LoadedStarter<S>> | undefined

  function publish(next: ReferenceState<S>) {
    state = next
    for (const listener of listeners) listener()
  }

  async function usable(text: string): Promise<Pack | undefined> {
    // Parsing and checking 15,000 rows takes 60 ms together: keys typed meanwhile go in between.
    await turn()
    const parsed = parsePack(text)
    await turn()
    if (!parsed.ok || parsed.value.kind !== kind || parsed.value.validFrom > options.today()) return undefined
    return parsed.value
  }

  async function start(): Promise<LoadedStarter<S>> {
    const starter = await options.load()
    publish({ search: await starter.build(undefined), origin: 'starter', version: starter.version })
    const cached = await cache.get(kind).catch(() => undefined)
    if (!cached) return starter
    // What lay on a disk may have been damaged there.
    if ((await sha256(new TextEncoder().encode(cached.text))) !== cached.sha256) return starter
    const full = await usable(cached.text)
    if (full) {
      heldSha256 = cached.sha256
      publish({ search: await starter.build(full), origin: 'saved', version: full.version })
    }
    return starter
  }

  async function askServer(starter: LoadedStarter<S>): Promise<void> {
    const listed = (await server.list()).find((pack) => pack.id === kind)
    if (!listed) return
    if (listed.sha256 === heldSha256) {
      publish({ ...state, origin: 'server' })
      return
    }
    const text = await server.fetchPack(listed)
    const full = await usable(text)
    if (!full) return
    heldSha256 = listed.sha256
    publish({ search: await starter.build(full), origin: 'server', version: full.version })
    // A full disk costs the next start without a network, not this session.
    await cache.put(kind, { sha256: listed.sha256, text }).catch(() => undefined)
  }

  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async refresh() {
      started ??= start()
      const starter = await started
      // Without the server the packs of this PC serve; the sync indicator already tells what is wrong.
      await askServer(starter).catch(() => undefined)
    },
  }
}

/** Lets the page paint and take keys before the next step. */
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
