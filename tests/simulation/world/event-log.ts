import { createHash } from 'node:crypto'

/** What happened, in order. A failing seed prints it; its hash tells whether two runs were the same. */
export interface EventLog {
  note(who: string, what: string): void
  lines(): readonly string[]
  hash(): string
}

export function createEventLog(now: () => number, startMs: number): EventLog {
  const lines: string[] = []
  return {
    note(who, what) {
      lines.push(`${((now() - startMs) / 1000).toFixed(3).padStart(9)} ${who.padEnd(9)} ${what}`)
    },
    lines: () => lines,
    hash: () => createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16),
  }
}
