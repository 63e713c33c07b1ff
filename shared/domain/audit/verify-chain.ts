import { isIntact, saidHash } from './audit-chain.ts'
import type { AuditEvent } from './audit-event.schema.ts'

/** Numbers from one to another, both included. */
export interface NumberRange {
  from: number
  to: number
}

/** What can be said of one chain. Nothing in the four lists: every event is there, in its place, as it was written. */
export interface ChainReport {
  station: string
  chain: string
  /** Different events. */
  events: number
  /** The highest number, of events that are there or are known to have been. */
  last: number
  firstAt: string | undefined
  lastAt: string | undefined
  /** No event of these numbers is there. */
  missing: NumberRange[]
  /** The content is not what was hashed. */
  altered: number[]
  /** Two different events of one number: the PC's disk was copied or set back. */
  forked: number[]
  /** The event names another one before it than the one that is there: put in, exchanged or moved. */
  broken: number[]
}

/** The newest event that is known to have been there, from another place than the events themselves. */
export interface KnownHead {
  number: number
  hash: string
}

export const isUnharmed = ({ missing, altered, forked, broken }: ChainReport): boolean =>
  missing.length + altered.length + forked.length + broken.length === 0

/** Looks at the events of one chain in the order of their numbers, one after the other, without keeping them. */
export function createChainCheck(station: string, chain: string) {
  const report: ChainReport = {
    ...{ station, chain, events: 0, last: 0, firstAt: undefined, lastAt: undefined },
    ...{ missing: [], altered: [], forked: [], broken: [] },
  }
  /** The hashes at the newest number and at the one before it. */
  let here: string[] = []
  let before: string[] = []

  const names = (event: AuditEvent): boolean =>
    event.number === 1
      ? event.previous === undefined
      : before.length === 0 || (event.previous !== undefined && before.includes(event.previous))
  const note = (numbers: number[], number: number) => numbers.at(-1) !== number && numbers.push(number)

  return {
    add(event: AuditEvent): void {
      const hash = saidHash(event)
      if (event.number === report.last && here.includes(hash)) return
      if (event.number > report.last) {
        const expected = report.last + 1
        before = event.number === expected ? here : []
        here = []
        if (event.number > expected) report.missing.push({ from: expected, to: event.number - 1 })
        report.last = event.number
      } else note(report.forked, event.number)
      here.push(hash)
      report.events++
      if (!isIntact(event) || event.station !== station || event.chain !== chain)
        note(report.altered, event.number)
      if (!names(event)) note(report.broken, event.number)
      report.firstAt ??= event.updatedAt
      report.lastAt = event.updatedAt
    },
    report(known?: KnownHead): ChainReport {
      if (known && known.number > report.last) {
        report.missing.push({ from: report.last + 1, to: known.number })
        report.last = known.number
      } else if (known && known.number === report.last && !here.includes(known.hash))
        note(report.broken, known.number)
      return report
    },
  }
}

/** The report on a chain whose events are here, in any order. */
export function verifyChain(events: readonly AuditEvent[], known?: KnownHead): ChainReport {
  const sorted = [...events].sort((a, b) => a.number - b.number)
  const check = createChainCheck(sorted[0]?.station ?? '', sorted[0]?.chain ?? '')
  for (const event of sorted) check.add(event)
  return check.report(known)
}
