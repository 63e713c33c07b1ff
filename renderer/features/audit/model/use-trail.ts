import { useCallback, useEffect, useState } from 'react'
import type { AuditEvent } from '#shared/domain/audit/audit-event.schema.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import type { AuditControl, TraceReader } from '../../../data/controls/audit-control.ts'
import { dayEnd, dayStart } from './days.ts'

export interface Trail {
  /** Newest first; undefined until known. */
  events: readonly AuditEvent[] | undefined
  /** The server did not answer: only what this PC has recorded. */
  onlyHere: boolean
  /** Neither the server nor this PC could tell. */
  problem: ErrorCode | undefined
  again(): void
}

const pageRows = 500
/** A card that is opened more often is looked at in parts, by dates. */
const mostPages = 10

/** Where the trace of one card is read. */
export type TrailSource = Pick<TraceReader, 'search'> & Partial<Pick<AuditControl, 'ofPatient'>>

/** Who opened this card between two days, from the server; from this PC alone while there is no link. */
export function useTrail(
  source: TrailSource,
  patientId: string,
  from: string | undefined,
  to: string | undefined,
): Trail {
  const [found, setFound] = useState<{ events: readonly AuditEvent[]; onlyHere: boolean } | undefined>()
  const [problem, setProblem] = useState<ErrorCode | undefined>()
  const [turn, setTurn] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` asks again
  useEffect(() => {
    let over = false
    const period = { from: from && dayStart(from), to: to && dayEnd(to) }
    async function fromServer(): Promise<AuditEvent[]> {
      const events: AuditEvent[] = []
      let after: string | undefined
      for (let page = 0; page < mostPages; page++) {
        const found = await source.search({ patient: patientId, ...period, limit: pageRows, after })
        events.push(...found.events)
        after = found.next
        if (after === undefined) break
      }
      return events
    }
    async function fromHere(failure: AppError): Promise<AuditEvent[]> {
      if (!source.ofPatient) throw failure
      const events = await source.ofPatient(patientId)
      const isWithin = ({ createdAt }: AuditEvent) =>
        (!period.from || createdAt >= period.from) && (!period.to || createdAt < period.to)
      return events.filter(isWithin)
    }
    async function look() {
      try {
        return { events: await fromServer(), onlyHere: false }
      } catch (failure) {
        if (!(failure instanceof AppError)) throw failure
        return { events: await fromHere(failure), onlyHere: true }
      }
    }
    look().then(
      (result) => {
        if (over) return
        setFound(result)
        setProblem(undefined)
      },
      (failure: unknown) => {
        if (over) return
        setFound(undefined)
        setProblem(() => {
          // A bug goes to the screen that says so.
          if (!(failure instanceof AppError)) throw failure
          return failure.code
        })
      },
    )
    return () => {
      over = true
    }
  }, [source, patientId, from, to, turn])

  return {
    events: found?.events,
    onlyHere: found?.onlyHere ?? false,
    problem,
    again: useCallback(() => setTurn((before) => before + 1), []),
  }
}
