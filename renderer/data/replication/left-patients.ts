import {
  cardsDigest,
  mostHeldDocuments,
  sameCardsSchema,
  unseenDocumentsSchema,
} from '#shared/contract/held-documents.ts'
import { wholeScope } from '#shared/contract/scope-header.ts'
import type { DocumentReference } from '#shared/domain/document-reference/document-reference.schema.ts'
import type { CollectionName } from '#shared/domain/registry.ts'
import { formDraftsPrefix } from '../repositories/form-draft-repository.ts'
import type { LocalStore } from '../storage/local-store.ts'
import type { StoreRow } from '../storage/stored-document.ts'
import type { HeldCopies } from './held-copies.ts'
import { historyKey } from './history-marks.ts'

/**
 * Promise: what leaves the scope of everybody of this PC leaves the PC, and nothing that only this PC has (S33). Each
 * person's own session hears which cards that person does not see any more; what all who can unlock this store have heard
 * so is taken away, document by document only what the server has in the very revision that lies here. A patient of whom
 * something is unsent, refused or half written stays until it is sent.
 */
export interface LeftPatients {
  /** Asks the server and takes away what has left. Returns the patients that are gone. */
  look(): Promise<string[]>
  /** The feed brings these to this person, who sees them therefore; to be called before they count as stored. */
  seen(ids: readonly string[]): Promise<void>
}

interface Parts {
  held: HeldCopies
  local: LocalStore
  /** Id of who works now. */
  person: string
  /** Ids of everybody who can unlock this store; undefined where that is not known for sure. */
  people(): Promise<readonly string[] | undefined>
  /** The scope that the server's answers name; undefined before the first. */
  scope(): string | undefined
  /** Only here, or refused. */
  isUnsent(id: string): boolean
  /** Ids of files that the server does not have yet, whoever added them. */
  unsentFiles(): Promise<ReadonlySet<string>>
  ask(body: object): Promise<unknown>
}

const unseenOf = (person: string) => `unseen/${person}`
const leavingKey = 'leaving'
type Leaving = Partial<Record<CollectionName, string[]>>
const drafts = ['draft/', 'prescription-draft/']

export function createLeftPatients({ held, local, ...parts }: Parts): LeftPatients {
  /** Of these revisions those of documents that the server has and this person does not see. */
  async function unseen(revisions: ReadonlyMap<string, string>): Promise<Set<string>> {
    const all = [...revisions]
    const found = new Set<string>()
    for (let from = 0; from < all.length; from += mostHeldDocuments) {
      const documents = Object.fromEntries(all.slice(from, from + mostHeldDocuments))
      const answer = unseenDocumentsSchema.parse(await parts.ask({ documents }))
      for (const id of answer.unseen) found.add(id)
    }
    return found
  }

  async function unseenCards(): Promise<string[]> {
    const cards = await held.cards()
    if (parts.scope() === wholeScope || cards.length === 0) return []
    const known = defined(await held.revisionsOf('patients', cards))
    const { same } = sameCardsSchema.parse(await parts.ask({ digest: cardsDigest([...known.keys()]) }))
    return same ? [] : [...(await unseen(known))].sort()
  }

  const isDrafted = (patientId: string) =>
    drafts.some((prefix) =>
      [...local.list<{ patientId?: string }>(prefix).values()].some((draft) => draft.patientId === patientId),
    ) || [...local.list(formDraftsPrefix).keys()].some((place) => place.split('/').includes(patientId))

  async function hasUnsentFile(papers: readonly StoreRow[] = []): Promise<boolean> {
    const unsent = papers.length > 0 ? await parts.unsentFiles() : new Set<unknown>()
    return papers.some(({ content }) => unsent.has((content as DocumentReference['content']).fileId))
  }

  async function leave(patientId: string): Promise<boolean> {
    if (isDrafted(patientId)) return false
    const copies = await held.ofPatient(patientId)
    if (await hasUnsentFile(copies.get('documentReferences'))) return false
    const revisions = new Map<string, string>()
    for (const [name, rows] of copies)
      for (const [id, revision] of await held.revisionsOf(name, rows)) {
        if (revision === undefined || parts.isUnsent(id)) return false
        revisions.set(id, revision)
      }
    // What the server lost in a restore may be here alone.
    if ((await unseen(revisions)).size < revisions.size) return false
    const ids = [...copies].map(([name, rows]) => [name, rows.map(({ id }) => id)])
    await local.put(leavingKey, Object.fromEntries(ids) as Leaving)
    // The card last: as long as it is in the list, what belongs to it is not all gone.
    for (const [name, rows] of [...copies].reverse()) await held.remove(name, rows)
    // Whoever comes back comes without the past that had been asked for.
    await local.remove(historyKey(patientId))
    await local.remove(leavingKey)
    return true
  }

  async function endWhatWasBegun() {
    const leaving = local.get<Leaving>(leavingKey)
    if (!leaving) return
    for (const [name, ids] of Object.entries(leaving)) await held.removeHusks(name as CollectionName, ids)
    await local.remove(leavingKey)
  }

  let seenMeanwhile = new Set<string>()

  return {
    async seen(ids) {
      for (const id of ids) seenMeanwhile.add(id)
      const known = local.get<{ ids: string[] }>(unseenOf(parts.person))?.ids ?? []
      const still = known.filter((id) => !ids.includes(id))
      // Their feed will not bring it again: another person's look must not take it away.
      if (still.length < known.length) await local.put(unseenOf(parts.person), { ids: still })
    },
    async look() {
      seenMeanwhile = new Set()
      await endWhatWasBegun()
      const scope = parts.scope()
      if (scope === undefined) return []
      const own = (await unseenCards()).filter((id) => !seenMeanwhile.has(id))
      // Another person's answer would be written down as this one's.
      if (parts.scope() !== scope) return []
      await local.put(unseenOf(parts.person), { ids: own })
      const people = await parts.people()
      if (!people || own.length === 0) return []
      const others = people.map((person) => local.get<{ ids: string[] }>(unseenOf(person))?.ids)
      const left = own.filter((id) => others.every((ids) => ids?.includes(id)))
      const gone: string[] = []
      for (const id of left) if (await leave(id)) gone.push(id)
      return gone
    },
  }
}

const defined = (revisions: ReadonlyMap<string, string | undefined>) =>
  new Map([...revisions].filter((entry): entry is [string, string] => entry[1] !== undefined))
