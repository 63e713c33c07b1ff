/** What IT needs to know of a crash. Redacted: an address or a message may quote what a person typed. */
export interface CrashReport {
  error: string
  stack: string[]
  page: string
  userAgent: string
  at: string
}

const words = /[\p{Script=Cyrillic}][\p{L}\p{M}'’-]*/gu
const identifiers = /\b[a-z-]+:[0-9A-Z]{26}\b/g
const longNumbers = /\d{5,}\w*/g
const quoted = /"[^"]*"|'[^']*'|«[^»]*»|`[^`]*`/g

/** The text without Cyrillic words, quotations, document ids and long numbers. */
export function redact(text: string): string {
  return text
    .replace(quoted, '"…"')
    .replace(identifiers, '<id>')
    .replace(words, '…')
    .replace(longNumbers, '<number>')
}

/**
 * Builds the report. `page` is the route's pattern or address, `nowMs` the time of the crash in milliseconds. Only the
 * places in our own files are taken from the stack.
 */
export function crashReport(
  error: unknown,
  where: { page: string; userAgent: string; nowMs: number },
): CrashReport {
  const known = error instanceof Error ? error : new Error(String(error))
  const frames = (known.stack ?? '').split('\n').filter((line) => /^\s*at |@/.test(line))
  return {
    error: redact(`${known.name}: ${known.message}`),
    stack: frames.slice(0, 12).map((line) => redact(line.trim())),
    // What stands behind the question mark was typed by somebody.
    page: redact(where.page.replace(/\?.*$/s, '')),
    userAgent: where.userAgent,
    at: new Date(where.nowMs).toISOString(),
  }
}
