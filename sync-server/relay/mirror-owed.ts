import { z } from 'zod'
import type { Records } from '../store/store.ts'

const owedSchema = z.object({ ids: z.array(z.string()), deliveredBy: z.string().optional() })
/** Written into the CouchDB through this server, perhaps, and not yet in the mirror. */
export interface Owed {
  /** In the order in which they were written. */
  number: number
  ids: string[]
  deliveredBy: string | undefined
}

const recordKind = 'mirror-owed'

/**
 * What the mirror of one clinic owes: on disk before the CouchDB is asked to store it, so that a server that ends in
 * between still knows who brought it. What was then not stored there changes nothing.
 */
export function createMirrorOwed(records: Records, database: string) {
  const keyOf = ({ number }: Owed): string => `${database} ${String(number).padStart(12, '0')}`
  let open = records.list(recordKind).flatMap(({ key, value }): Owed[] => {
    const owed = owedSchema.safeParse(value)
    const [name, number] = key.split(' ')
    return owed.success && name === database
      ? [{ number: Number(number), ids: owed.data.ids, deliveredBy: owed.data.deliveredBy }]
      : []
  })
  const settled = (debt: Owed): void => {
    records.remove(recordKind, keyOf(debt))
    open = open.filter(({ number }) => number !== debt.number)
  }
  return {
    /** Returns what is to be settled. */
    note(ids: string[], deliveredBy: string | undefined): Owed {
      const debt = { number: (open.at(-1)?.number ?? 0) + 1, ids, deliveredBy }
      records.put(recordKind, keyOf(debt), { ids, deliveredBy })
      open.push(debt)
      return debt
    },
    settled,
    all: (): readonly Owed[] => [...open],
    clear(): void {
      for (const debt of open) settled(debt)
    },
  }
}
