import type { StationHoldings } from '#shared/contract/holdings.ts'
import { csv } from '#shared/kit/csv.ts'
import { formatPartialDate } from '#shared/kit/partial-date.ts'

/** The patients of a PC as a table for Excel; no text of it can become a formula. */
export const holdingsCsv = (
  { patients }: StationHoldings,
  header: readonly [string, string, string, string, string, string],
): Uint8Array =>
  new TextEncoder().encode(
    csv([
      header,
      ...patients.map(({ name, birthDate, personalNumber, address, contacts, documents }) => [
        name,
        formatPartialDate(birthDate),
        personalNumber,
        address,
        contacts.join('; '),
        documents,
      ]),
    ]),
  )
