import { sameJson } from '#shared/kit/canonical-json.ts'
import { content, type Remains } from './check.ts'
import { type ClinicServer, clinic } from './clinic-server.ts'
import { server as serverName } from './ledger.ts'
import { patientOf } from './scope-book.ts'
import type { Station } from './station.ts'
import type { StoredRow } from './stored-row.ts'

/** Whom a look goes to. */
export interface Looked {
  stations: readonly Station[]
  server: ClinicServer
}

/** Longer than the server refuses anything: what it refuses is what the work has made wrong on purpose. */
const isWrong = (row: StoredRow) => !row._deleted && String(row.bloodGroup ?? '').length > 20

/** What the server shows to whoever these headers are of; everything to the administrator. */
export async function shown(server: ClinicServer, headers?: Record<string, string>) {
  const path = `/${clinic}/_changes?include_docs=true&limit=999`
  const { status, json } = await server.askAll('GET', path, undefined, headers)
  if (status !== 200) throw new Error(`the server shows nothing: ${status} ${JSON.stringify(json)}`)
  const { results } = json as { results: { id: string; deleted?: boolean; doc: Record<string, unknown> }[] }
  const rows = new Map<string, StoredRow>()
  for (const { id, deleted, doc } of results) rows.set(id, { ...doc, id, _deleted: deleted === true })
  return rows
}

/** Everything there is at this moment. */
export async function look(looked: Looked): Promise<Remains> {
  const { stations, server } = looked
  const truth = await shown(server)
  const places = new Map<string, Map<string, StoredRow>>([[serverName, truth]])
  const refused = new Map<string, Set<string>>()
  const outside = new Map<string, Set<string>>()
  for (const station of stations) {
    const rows = await station.disk.rows()
    places.set(station.name, rows)
    const wrong = [...rows.values()].filter(isWrong).map((row) => row.id)
    refused.set(station.name, new Set([...wrong, ...(await hidden(station, rows, looked))]))
    const own = await shown(server, { cookie: station.cookie })
    outside.set(station.name, new Set([...truth.keys()].filter((id) => !own.has(id))))
  }
  const linked = new Set(stations.flatMap((station) => (station.linked ? station.name : [])))
  return { places, refused, outside, linked }
}

/** How many of a station's documents the server does not take, and rightly so. */
export async function wrongAt(station: Station, looked: Looked): Promise<number> {
  const rows = await station.disk.rows()
  return [...rows.values()].filter(isWrong).length + (await hidden(station, rows, looked)).length
}

/**
 * A bound person's writes that the server does not take: about a patient who has moved away, or of a document that they do
 * not see (any more), as the patient's card is not on the server and somebody else brought the document last: a doctor who
 * resolved the remark, or another PC after a restore (the limit of S22); and what a file brought of another bound person,
 * who does not see the patient (S23). They stay refused, and are told so. What is only here is not meant: the server must
 * have the document, or the card.
 */
async function hidden(
  station: Station,
  rows: ReadonlyMap<string, StoredRow>,
  { stations, server }: Looked,
): Promise<string[]> {
  if (station.person.role !== 'feldsher' || !station.program()?.status.refused) return []
  const unsent = (await onlyHere(station)).filter((id) => {
    const row = rows.get(id)
    return row !== undefined && !isWrong(row)
  })
  if (unsent.length === 0) return []
  const [truth, own] = [await shown(server), await shown(server, { cookie: station.cookie })]
  const seenBy = new Map([[station.name, own]])
  for (const { name, person, cookie } of stations)
    if (person.role === 'feldsher' && !seenBy.has(name)) seenBy.set(name, await shown(server, { cookie }))
  return unsent.filter((id) => {
    const row = rows.get(id)!
    const card = patientOf(row, truth)
    const author = stations.find(({ person }) => `practitioner:${person.user}` === authorOf(row))
    const theirs = (author && seenBy.get(author.name)) ?? own
    const isAway = card !== undefined && truth.has(card) && !(own.has(card) && theirs.has(card))
    return !own.has(id) && (truth.has(id) || isAway)
  })
}
const authorOf = ({ author }: StoredRow) => (author as { id?: unknown } | undefined)?.id

/** Ids of what a station says is nowhere but there. */
export async function onlyHere(station: Station): Promise<readonly string[]> {
  const program = station.program()
  if (!program) return []
  return new Promise((resolve) => {
    const end = program.data.sync.watchOnlyHere().subscribe((found) => {
      resolve(found)
      queueMicrotask(() => end())
    })
  })
}

/** Whether these stations say what the server shows them, apart from what was refused. */
export function isOne({ places, refused, outside }: Remains, stations: readonly Station[]): boolean {
  const truth = places.get(serverName)!
  for (const { name: place } of stations) {
    const rows = places.get(place)!
    const ids = new Set([...truth.keys(), ...rows.keys()].filter((id) => !outside.get(place)?.has(id)))
    for (const id of ids) {
      if (refused.get(place)?.has(id)) continue
      const [there, here] = [truth.get(id), rows.get(id)]
      if (!there || !here) {
        if ((there ?? here)?._deleted) continue
        return false
      }
      if (there._deleted !== here._deleted || !(there._deleted || sameJson(content(there), content(here))))
        return false
    }
  }
  return true
}
