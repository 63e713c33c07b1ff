import { createHash } from 'node:crypto'
import { z } from 'zod'
import {
  type ActKind,
  type AdministrativeAct,
  administrativeActSchema,
} from '#shared/contract/administration.ts'
import { canonicalJson } from '#shared/kit/canonical-json.ts'
import { type Clock, isoNow } from '#shared/kit/clock.ts'
import { fromRecord } from '../accounts/from-record.ts'
import type { Records } from '../store/store.ts'

const kind = 'administrative-act'
const headKey = 'administrative-acts'
const headSchema = z.object({ number: z.number(), hash: z.string() })

/** Keys sort as their numbers do. */
const keyOf = (number: number): string => String(number).padStart(12, '0')

export interface NewAct extends Omit<AdministrativeAct, 'number' | 'at' | 'act' | 'previous' | 'hash'> {
  act: ActKind
}

const hashOf = ({ hash: _, ...act }: AdministrativeAct): string =>
  createHash('sha256').update(canonicalJson(act)).digest('hex')

/**
 * What administrators did, with whom and when; never a password. Acts are only added, each with the hash of the one
 * before, so that one which is changed or taken out shows.
 */
export function createActLog(records: Records, clock: Clock) {
  const head = () => fromRecord(headSchema, records.get('server', headKey)) ?? { number: 0, hash: '' }
  return {
    /** Writes an act down. Called within `records.together`, it is stored with what was done or not at all. */
    write(act: NewAct): void {
      records.together(() => {
        const before = head()
        const number = before.number + 1
        const next: AdministrativeAct = {
          ...act,
          number,
          at: isoNow(clock),
          previous: before.hash,
          hash: '',
        }
        const hash = hashOf(next)
        records.put(kind, keyOf(number), { ...next, hash })
        records.put('server', headKey, { number, hash })
      })
    },
    /** Newest first, and the first number at which the chain does not hold; undefined when all of it does. */
    read(): { acts: AdministrativeAct[]; brokenAt: number | undefined } {
      const acts = records.list(kind).map((row) => administrativeActSchema.parse(row.value))
      const broken = acts.findIndex(
        (act, index) =>
          act.hash !== hashOf(act) ||
          act.number !== index + 1 ||
          act.previous !== (acts[index - 1]?.hash ?? ''),
      )
      const endHolds = acts.length === head().number
      const brokenAt = broken >= 0 ? broken + 1 : endHolds ? undefined : acts.length + 1
      return { acts: acts.reverse(), brokenAt }
    },
  }
}
export type ActLog = ReturnType<typeof createActLog>
