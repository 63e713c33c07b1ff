import { useCallback, useEffect, useRef, useState } from 'react'
import type { AuditEvent } from '#shared/domain/audit/audit-event.schema.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import type { TraceReader } from '../../../data/controls/audit-control.ts'
import { dayEnd, dayStart, wholeDay } from './days.ts'

export interface JournalFilter {
  person: string | undefined
  patient: string | undefined
  action: string | undefined
  from: string | undefined
  to: string | undefined
}
export const everything: JournalFilter = {
  person: undefined,
  patient: undefined,
  action: undefined,
  from: undefined,
  to: undefined,
}

type Person = { id: string; name: string }
interface Found {
  events: readonly AuditEvent[]
  next: string | undefined
}

const pageRows = 200

/** Searches the whole trace at the server, page by page. */
export function useJournal(reader: TraceReader, filter: JournalFilter) {
  const [found, setFound] = useState<Found | undefined>()
  const [people, setPeople] = useState<readonly Person[]>([])
  const [problem, setProblem] = useState<ErrorCode | undefined>()
  const asked = useRef(0)

  const ask = useCallback(
    async (before: Found | undefined) => {
      const turn = ++asked.current
      const [from, to] = [wholeDay(filter.from), wholeDay(filter.to)]
      try {
        const page = await reader.search({
          ...filter,
          from: from && dayStart(from),
          to: to && dayEnd(to),
          limit: pageRows,
          after: before?.next,
        })
        if (turn !== asked.current) return
        setFound({ events: [...(before?.events ?? []), ...page.events], next: page.next })
        if (page.people) setPeople(page.people)
        setProblem(undefined)
      } catch (failure) {
        if (!(failure instanceof AppError)) throw failure
        if (turn === asked.current) setProblem(failure.code)
      }
    },
    [reader, filter],
  )
  useEffect(() => void ask(undefined), [ask])

  return {
    events: found?.events,
    people,
    problem,
    again: () => void ask(undefined),
    more: found?.next === undefined ? undefined : () => void ask(found),
  }
}
