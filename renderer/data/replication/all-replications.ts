import { type CollectionName, collectionOfType } from '#shared/domain/registry.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { CollectionReplication } from './collection-replication.ts'

/** The replications of all collections, found by the document that somebody asks about. */
export interface AllReplications extends ReadonlyMap<CollectionName, CollectionReplication> {
  add(name: CollectionName, replication: CollectionReplication): void
  /** News of these are waiting in the hub. */
  news(names: Iterable<CollectionName>): void
  /** Sends a document again that RxDB counts as handled; false where there is none. */
  resend(id: string): Promise<boolean>
  /** Takes a document away here that the server never had; false where it has an earlier state. */
  withdraw(id: string): Promise<boolean>
  /** When this PC got these documents from the server or heard that it has them, milliseconds. */
  onServerSince(ids: string[]): Promise<ReadonlyMap<string, number>>
  /** Resolves when everything that is only here has been counted. */
  counted(): Promise<unknown>
  /** Resolves when every collection has been pulled to the end once. */
  initial(): Promise<unknown>
  stop(): Promise<unknown>
}

/** The collection of the document with this id. */
export const collectionOfId = (id: string): CollectionName | undefined =>
  collectionOfType(id.split(':')[0] ?? '')

export function createAllReplications(): AllReplications {
  const map = new Map<CollectionName, CollectionReplication>()
  function of(id: string): CollectionReplication {
    const name = collectionOfId(id)
    const replication = name && map.get(name)
    if (!replication) throw new AppError('storage.unavailable', { detail: 'no collection of this type' })
    return replication
  }
  const each = <T>(work: (replication: CollectionReplication) => Promise<T>) =>
    Promise.all([...map.values()].map(work))
  return Object.assign(map, {
    add: (name: CollectionName, replication: CollectionReplication) => void map.set(name, replication),
    news(names: Iterable<CollectionName>) {
      for (const name of names) map.get(name)?.news()
    },
    resend: async (id: string) => of(id).resend(id),
    withdraw: async (id: string) => of(id).withdraw(id),
    async onServerSince(ids: string[]) {
      const since = new Map<string, number>()
      for (const [name, replication] of map) {
        const own = ids.filter((id) => collectionOfId(id) === name)
        if (own.length === 0) continue
        for (const [id, atMs] of await replication.onServerSince(own)) since.set(id, atMs)
      }
      return since
    },
    counted: () => each((replication) => replication.counted),
    initial: () => each(({ state }) => state.awaitInitialReplication()),
    stop: () => each((replication) => replication.stop()),
  })
}
