import type { ServerMark } from '#shared/contract/courier-file.ts'
import { generationOf } from '../replication/own-echo.ts'
import type { ExchangedState, ExchangeStore } from './exchange-store.ts'

/**
 * Which of two states of the server came later: by the revisions that the server gave, never by the stamps of PCs, one of
 * which may be years ahead. Undefined where it cannot be told: a server that was restored counts anew.
 */
export function isLaterAtServer(one: ServerMark | undefined, other: ServerMark | undefined) {
  if (!one || !other || one.epoch !== other.epoch) return undefined
  const [a, b] = [one.rev, other.rev].map(generationOf) as [number, number]
  return a === b ? undefined : a > b
}

/** The marks of these states: of what this PC knows from the server itself, else of what files have told of them. */
export async function marksOf(
  states: readonly ExchangedState[],
  known: ReadonlyMap<string, ExchangedState>,
  exchange: Pick<ExchangeStore, 'common'>,
  peers: readonly string[],
): Promise<Map<string, ServerMark>> {
  const marks = new Map<string, ServerMark>()
  const mark = (from: ReadonlyMap<string, ExchangedState>) => {
    for (const { document, hash } of states) {
      const same = from.get(document.id)
      if (same?.hash === hash && same.at) marks.set(document.id, same.at)
    }
  }
  for (const peer of peers) {
    const open = states.flatMap(({ document: { id } }) => (marks.has(id) ? [] : [id]))
    if (open.length > 0) mark(await exchange.common(peer, open))
  }
  mark(known)
  return marks
}
