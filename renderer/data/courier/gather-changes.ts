import { getChangedDocumentsSince, type RxStorageDefaultCheckpoint } from 'rxdb'
import { type Envelope, envelopeSchema, envelopeShape } from '#shared/domain/common/envelope.ts'
import { type CollectionName, collectionNames } from '#shared/domain/registry.ts'
import { isLeft } from '../storage/remove-rows.ts'
import type { StoredCollection } from '../storage/stored-document.ts'
import { type ExchangedState, type ExchangeStore, stateOfRow } from './exchange-store.ts'
import { marksOf } from './server-mark.ts'

const pageRows = 200

export type GivenState = ExchangedState & {
  onServer: boolean
  /** Hashes of earlier states that this one comes from. */
  past: string[]
}

/** What the server is believed to have of these documents, where this PC knows it. */
export type ServerStates = (
  name: CollectionName,
  ids: readonly string[],
) => Promise<ReadonlyMap<string, ExchangedState>>

/**
 * Every document, deleted ones included, whose state is another than the one the reading station is known to have, or may
 * have by a file that it has not confirmed, or that was given to it before the server had it. What was not confirmed is
 * given again: a lost stick costs nothing but a second copy. Deletions go whoever had the document: an earlier file may
 * have brought it where nobody has told yet.
 * @param to a station, or `*` for one that is not known yet: then everything is given
 */
export async function* gatherChanges(
  collections: { [Name in CollectionName]: StoredCollection },
  exchange: ExchangeStore,
  to: string,
  serverHas: (ids: string[]) => Map<string, boolean>,
  serverStates: ServerStates,
  peers: readonly string[],
  unconfirmed: ReadonlyMap<string, ReadonlySet<string>>,
): AsyncGenerator<{ states: GivenState[]; examined: number }> {
  for (const name of collectionNames) {
    const storage = collections[name].storageInstance
    let from: RxStorageDefaultCheckpoint | undefined
    for (;;) {
      const { documents, checkpoint } = await getChangedDocumentsSince(storage, pageRows, from)
      if (documents.length === 0) break
      from = checkpoint as RxStorageDefaultCheckpoint
      const all = documents.filter((row) => !isLeft(row)).map(stateOfRow)
      const common =
        to === '*'
          ? new Map<string, ExchangedState>()
          : await exchange.common(
              to,
              all.map(({ document }) => document.id),
            )
      const there = serverHas(all.map(({ document }) => document.id))
      const given = all.flatMap((state) => {
        const known = common.get(state.document.id)
        const onServer = there.get(state.document.id) === true
        const others = [known?.hash, ...(unconfirmed.get(state.document.id) ?? [])]
        const isOther = others.some((hash) => hash !== state.hash)
        const isNews = known && (isOther || (known.onServer === false && onServer))
        const whole = isNews || !known ? readable(state, known?.document) : undefined
        return whole ? [whole] : []
      })
      const server = await serverStates(
        name,
        given.map(({ document }) => document.id),
      )
      const marks = await marksOf(
        given.filter(({ document }) => there.get(document.id)),
        server,
        exchange,
        peers,
      )
      const states = given.map((state): GivenState => {
        const { id } = state.document
        const at = marks.get(id)
        const past = new Set([server.get(id)?.hash, common.get(id)?.hash])
        past.delete(state.hash)
        return {
          ...state,
          onServer: there.get(id) === true,
          ...(at && { at }),
          past: [...past].filter((hash) => hash !== undefined),
        }
      })
      yield { states, examined: all.length }
    }
  }
}

/**
 * An administrator's deletion is empty on the server: it says no more than its id, which no reader can place. Where the
 * other station has the document, that lends it its frame; where it is not known to have it, the deletion is left out.
 */
function readable(state: ExchangedState, known: Envelope | undefined): ExchangedState | undefined {
  if (!state.deleted || envelopeSchema.safeParse(state.document).success) return state
  if (!known) return undefined
  const members = Object.keys(envelopeShape) as (keyof Envelope)[]
  const frame = Object.fromEntries(members.map((member) => [member, known[member]])) as unknown as Envelope
  return { ...state, document: frame }
}
