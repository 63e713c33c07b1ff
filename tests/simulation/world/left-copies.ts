import type { Remains } from './check.ts'
import { server } from './ledger.ts'
import { onlyHere } from './look.ts'
import { patientOf } from './scope-book.ts'
import type { Station } from './station.ts'
import type { StoredRow } from './stored-row.ts'

/** Longer than a PC in contact takes to look, to take copies off its disk, and to send the trace of it. */
export const leavingMs = 20 * 60_000

/**
 * Copies that should have left a PC with their patient (S33): its person sees none of it any more, nothing of it is only
 * here, and all of it came from the server or went there. What a file brought stays, as its revision is not known.
 */
export async function copiesOfWhoLeft(station: Station, remains: Remains): Promise<string[]> {
  const truth = remains.places.get(server)!
  const rows = [...remains.places.get(station.name)!.values()].filter((row) => !row._deleted)
  const outside = remains.outside.get(station.name)!
  const unsent = new Set(await onlyHere(station))
  const byFile = (row: StoredRow) => row._downloaded === true
  const left = rows.filter(
    (row) => row.type === 'patient' && outside.has(row.id) && !truth.get(row.id)?._deleted,
  )
  return left.flatMap(({ id }) => {
    const copies = rows.filter((row) => patientOf(row, truth) === id)
    const mayStay = copies.some((row) => unsent.has(row.id) || byFile(row))
    return mayStay ? [] : [`${id} is still at ${station.name}, whose person does not see it any more`]
  })
}
