/** Small durable records of the server itself: accounts, clinics, settings. */
export interface Records {
  get(kind: string, key: string): unknown
  list(kind: string): { key: string; value: unknown }[]
  put(kind: string, key: string, value: unknown): void
  remove(kind: string, key: string): void
  /** Everything that the work puts and removes is stored, or nothing of it. */
  together<T>(work: () => T): T
  /** Called after a `together` of which nothing was stored: what is remembered of records may be what never was. */
  onUndone(listener: () => void): void
}
