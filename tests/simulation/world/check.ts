import { textSeparator } from '#shared/domain/common/join-texts.ts'
import { sameJson } from '#shared/kit/canonical-json.ts'
import { signatureHolds } from '../work/sign.ts'
import { type Ledger, server, type Token, tokensIn } from './ledger.ts'
import type { StoredRow } from './stored-row.ts'

/** Everything there is after all have healed. */
export interface Remains {
  /** The server's documents, deleted ones included, and those of every station, by id. */
  places: ReadonlyMap<string, ReadonlyMap<string, StoredRow>>
  /** Ids that the server has refused to a station, which keeps them. */
  refused: ReadonlyMap<string, ReadonlySet<string>>
  /** Ids on the server that a station's person does not see: outside their villages, or about a card that is not there. */
  outside: ReadonlyMap<string, ReadonlySet<string>>
  /** Stations that hear the server themselves. */
  linked: ReadonlySet<string>
}

export interface Verdict {
  lost: string[]
  duplicated: string[]
  diverged: string[]
  altered: string[]
  /** Shown to somebody whose it is not, or kept from somebody whose it is. */
  scope: string[]
  /** Of the trace of access: lost, forked, or altered. */
  trace: string[]
  /** Of courier files: what changed at a second reading, or was called delivered too early. */
  courier: string[]
}

export function judge(ledger: Ledger, remains: Remains): Omit<Verdict, 'scope' | 'trace' | 'courier'> {
  return {
    lost: [...lostTokens(ledger, remains), ...untold(remains)],
    duplicated: duplicates(ledger, remains),
    diverged: differences(remains),
    altered: alterations(ledger, remains),
  }
}

/** The document alone, without the marks of a store or of the wire. */
export function content(row: StoredRow): Record<string, unknown> {
  const { _rev, _meta, _attachments, _downloaded, _deleted, _id, ...document } = row
  return document
}

const isTombstone = (row: StoredRow | undefined) => row?._deleted === true

/**
 * A token is alive where its text stands in a document or in the inbox, or where a write that knew of it replaced it and
 * is alive itself. Anything acknowledged must be alive everywhere; what was refused, on its own station.
 */
function lostTokens(ledger: Ledger, { places, refused, outside }: Remains): string[] {
  const lost: string[] = []
  const replacedBy = new Map<string, Token[]>()
  for (const token of ledger.tokens())
    for (const text of token.replaced) replacedBy.set(text, [...(replacedBy.get(text) ?? []), token])
  /** Which writes are alive among these documents. */
  function aliveIn(rows: ReadonlyMap<string, StoredRow>): (token: Token) => boolean {
    const present = new Set<string>()
    const deletions = new Set<string>()
    for (const row of rows.values()) {
      if (!isTombstone(row)) for (const text of tokensIn(JSON.stringify(row))) present.add(text)
      if (
        row.type === 'inbox' &&
        (row.fields as { path: string }[] | undefined)?.some(({ path }) => path === '')
      )
        deletions.add(String(row.documentId))
    }
    const isAlive = (token: Token, seen: Set<Token>): boolean => {
      if (seen.has(token)) return false
      seen.add(token)
      if (token.silent || present.has(token.text)) return true
      if (
        token.deletes &&
        (isTombstone(rows.get(token.deletes)) || !rows.has(token.deletes) || deletions.has(token.deletes))
      )
        return true
      return (replacedBy.get(token.text) ?? []).some((next) => isAlive(next, seen))
    }
    return (token) => isAlive(token, new Set())
  }
  const isOnServer = aliveIn(places.get(server)!)
  for (const [place, rows] of places) {
    const isAlive = aliveIn(rows)
    for (const token of ledger.tokens()) {
      if (token.savedMs === undefined || token.silent || isAlive(token)) continue
      const carriers = token.carriers.size > 0 ? token.carriers : token.documents
      if (place !== token.station && [...carriers].every((id) => refused.get(token.station)?.has(id)))
        continue
      // What is out of the person's part is not brought there any more; what only they have stays theirs.
      const isTheirs = (id: string) =>
        place === token.station && refused.get(place)?.has(id) && !isOnServer(token)
      const isOutside = (id: string) => outside.get(place)?.has(id) && !isTheirs(id)
      if ([...token.documents].some(isOutside)) continue
      lost.push(
        `${token.text} (${token.kind}, ${token.station}, ${[...token.documents].join(' ')}) is not at ${place}`,
      )
    }
  }
  return lost
}

/** What a station keeps as refused its person is told in the inbox, decisions in the inbox themselves included. */
function untold({ places, refused, linked }: Remains): string[] {
  const found: string[] = []
  for (const [place, ids] of refused) {
    if (!linked.has(place)) continue
    const rows = places.get(place)!
    const records = [...rows.values()].filter(
      ({ kind, stationId }) => kind === 'refusal' && stationId === place,
    )
    const told = new Set(records.map(({ documentId }) => documentId))
    // That a record of a refusal is refused, too, is told by the record that lies here.
    for (const id of ids)
      if (!told.has(id) && rows.get(id)?.kind !== 'refusal')
        found.push(`${id} is refused at ${place} in silence`)
  }
  return found
}

/** A token may stand once in a document, and only in documents it was written into. The inbox quotes. */
function duplicates(ledger: Ledger, { places }: Remains): string[] {
  const tokens = new Map(ledger.tokens().map((token) => [token.text, token]))
  const found: string[] = []
  for (const [place, rows] of places)
    for (const row of rows.values()) {
      // Of two visits signed under one id the merge keeps the other beside the first.
      const keptBeside = row.type === 'visit' && !ledger.signed.has(row.id)
      if (row.type === 'inbox' || isTombstone(row) || keptBeside) continue
      // Joined texts stand one after the other, each whole: what both began with stands in both.
      const parts = JSON.stringify(content(row)).split(textSeparator.trim()).map(tokensIn)
      for (const text of new Set(parts.flat())) {
        const times = Math.max(...parts.map((texts) => texts.filter((each) => each === text).length))
        const token = tokens.get(text)
        if (times > (token?.timesWritten ?? 1))
          found.push(`${text} stands ${times} times in ${row.id} at ${place}`)
        if (!token?.documents.has(row.id))
          found.push(`${text} stands in ${row.id} at ${place}, where nobody wrote it`)
      }
    }
  return found
}

function differences({ places, refused, outside }: Remains): string[] {
  const truth = places.get(server)!
  const found: string[] = []
  for (const [place, rows] of places) {
    if (place === server) continue
    const own = refused.get(place) ?? new Set()
    for (const id of new Set([...truth.keys(), ...rows.keys()])) {
      if (own.has(id) || outside.get(place)?.has(id)) continue
      const [there, here] = [truth.get(id), rows.get(id)]
      const [gone, goneHere] = [!there || isTombstone(there), !here || isTombstone(here)]
      if (gone && goneHere) continue
      if (gone !== goneHere) found.push(`${id} is ${goneHere ? 'missing' : 'still'} at ${place}`)
      else if (!sameJson(content(there!), content(here!))) found.push(`${id} differs at ${place}`)
    }
  }
  return found
}

/** A signed visit says everywhere what one of its signers signed, to the last member; every signature holds. */
function alterations(ledger: Ledger, { places }: Remains): string[] {
  const found: string[] = []
  for (const [place, rows] of places) {
    for (const row of rows.values())
      if (!isTombstone(row) && !signatureHolds(content(row)))
        found.push(`the signature of ${row.id} does not hold at ${place}`)
    for (const [id, originals] of ledger.signed) {
      const row = rows.get(id)
      if (row && (isTombstone(row) || !originals.some((original) => sameJson(original, content(row)))))
        found.push(`${id} was altered at ${place}`)
    }
  }
  return found
}
