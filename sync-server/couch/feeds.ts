import type { Database } from '../store/store.ts'

/** One waiting feed. `tell` looks whether there is something for it; `end` answers validly with nothing. */
export interface Waiting {
  user: string
  tell: () => void
  end: () => void
}

/**
 * Feeds that wait for a commit. All feeds of one database share one subscription and are told after the writer has its
 * answer.
 */
export function createFeeds() {
  const waiting = new Map<Database, { feeds: Set<Waiting>; unsubscribe: () => void }>()
  let closed = false
  const count = (): number => {
    let sum = 0
    for (const group of waiting.values()) sum += group.feeds.size
    return sum
  }
  const ofUser = (user: string): number => {
    let count = 0
    for (const group of waiting.values()) for (const feed of group.feeds) if (feed.user === user) count++
    return count
  }
  const groupOf = (database: Database) => {
    const known = waiting.get(database)
    if (known) return known
    const feeds = new Set<Waiting>()
    let told = false
    const unsubscribe = database.onCommit(() => {
      if (told) return
      told = true
      setImmediate(() => {
        told = false
        for (const feed of [...feeds]) feed.tell()
      })
    })
    const group = { feeds, unsubscribe }
    waiting.set(database, group)
    return group
  }
  const endAll = (database: Database): void => {
    // Parts of a database go with it.
    for (const [each, group] of [...waiting])
      if (each.name === database.name) for (const feed of [...group.feeds]) feed.end()
  }
  return {
    ofUser,
    count,
    isClosed: () => closed,
    /** Returns the way out. */
    add(database: Database, feed: Waiting): () => void {
      const group = groupOf(database)
      group.feeds.add(feed)
      return () => {
        group.feeds.delete(feed)
        if (group.feeds.size > 0 || waiting.get(database) !== group) return
        group.unsubscribe()
        waiting.delete(database)
      }
    },
    /** Ends the feeds of a database that goes away. */
    endAll,
    /** Ends the feeds of a person whose sessions have ended. */
    endOfUser(user: string): void {
      for (const group of [...waiting.values()])
        for (const feed of [...group.feeds]) if (feed.user === user) feed.end()
    },
    /** Ends every feed with a valid answer: the server stops. */
    close(): void {
      closed = true
      for (const database of [...waiting.keys()]) endAll(database)
    },
  }
}
export type Feeds = ReturnType<typeof createFeeds>
