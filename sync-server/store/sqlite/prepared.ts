import type { DatabaseSync, StatementSync } from 'node:sqlite'

/** Prepares each statement once: for texts of SQL of which there are many, and few in use. */
export function createPrepared(file: DatabaseSync): (sql: string) => StatementSync {
  const statements = new Map<string, StatementSync>()
  return (sql) => {
    let statement = statements.get(sql)
    if (!statement) {
      statement = file.prepare(sql)
      statements.set(sql, statement)
    }
    return statement
  }
}
