import type { CourierLog } from './courier-log.ts'
import type { ExchangeStore } from './exchange-store.ts'

/**
 * The digests of the states that files have given and the other station has not confirmed: it may have any of them by now,
 * also where what it has confirmed before is the state here again.
 */
export async function givenUnconfirmed(
  log: Pick<CourierLog, 'files'>,
  exchange: Pick<ExchangeStore, 'part'>,
  to: string,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const mine = log.files().filter(({ file }) => file.to === to || file.to === '*')
  const confirmed = mine.findLast(({ file }) => file.readBy[to] !== undefined)?.number ?? 0
  const given = new Map<string, Set<string>>()
  for (const { number, file } of mine)
    for (let part = 0; number > confirmed && part < file.parts; part++)
      for (const { document, hash } of await exchange.part(number, part))
        given.set(document.id, (given.get(document.id) ?? new Set()).add(hash))
  return given
}
