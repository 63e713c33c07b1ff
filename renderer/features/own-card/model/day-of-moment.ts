import { dayOf } from '#shared/domain/visit/visit.rules.ts'
import { formatPartialDate } from '#shared/kit/partial-date.ts'

/** The day in Belarus of a moment or partial date: `22.11.2026`. */
export const dayOfMoment = (when: string): string => formatPartialDate(dayOf(when))
