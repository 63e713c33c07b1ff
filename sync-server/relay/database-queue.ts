/** Runs the jobs of one database one after the other; those of different databases do not wait for each other. */
export function createDatabaseQueue() {
  const last = new Map<string, Promise<unknown>>()
  return <T>(database: string, job: () => Promise<T>): Promise<T> => {
    const before = last.get(database) ?? Promise.resolve()
    const result = before.then(job, job)
    const settled = result.then(
      () => undefined,
      () => undefined,
    )
    last.set(database, settled)
    void settled.then(() => {
      if (last.get(database) === settled) last.delete(database)
    })
    return result
  }
}
