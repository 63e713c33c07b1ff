import type { AuditEvent } from '#shared/domain/audit/audit-event.schema.ts'
import type { LocalStore } from '../storage/local-store.ts'
import type { AuditStore } from './audit-store.ts'

/** The events of a PC without a disk. */
export function memoryStore(): AuditStore & { held: Map<string, AuditEvent> } {
  const held = new Map<string, AuditEvent>()
  return {
    held,
    read: async (prefix, from = 0) =>
      [...held.values()]
        .filter(({ id, number }) => id.startsWith(prefix) && number >= from)
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    async add(events) {
      for (const event of events) held.set(event.id, event)
    },
    async forget(ids) {
      for (const id of ids) held.delete(id)
    },
  }
}

export function memoryLocal(): LocalStore {
  const values = new Map<string, object>()
  return {
    get: <T>(key: string) => values.get(key) as T | undefined,
    list: <T>(prefix: string) =>
      new Map(
        [...values].flatMap(([key, value]) =>
          key.startsWith(prefix) ? [[key.slice(prefix.length), value as T]] : [],
        ),
      ),
    put: async (key, value) => void values.set(key, value),
    remove: async (key) => void values.delete(key),
    watch: () => ({ subscribe: () => () => undefined }),
    close: () => undefined,
  }
}
