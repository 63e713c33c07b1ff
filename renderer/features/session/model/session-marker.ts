const usualKey = 'lekar.session'

/**
 * Marks in this window's own storage that somebody has signed in here: a reload goes on without a password even when
 * the server is down; a closed window forgets it. Holds the login name only.
 */
export interface SessionMarker {
  read(): string | undefined
  write(user: string): void
  clear(): void
}

export const windowMarker = (storage: Storage, key = usualKey): SessionMarker => ({
  read: () => storage.getItem(key) ?? undefined,
  write: (user) => storage.setItem(key, user),
  clear: () => storage.removeItem(key),
})
