import { type ClinicServer, clinic, type Person } from './clinic-server.ts'
import type { StoredRow } from './stored-row.ts'
import type { VirtualTime } from './virtual-time.ts'

/**
 * Who may see what, written anew from the rules S21 to S24 and without the server's code, which is what is judged. A
 * document of a patient belongs to the people of the card's villages, to everybody where the card names none; who made a
 * card elsewhere, moved it there or gave a reason keeps it.
 */
export interface ScopeBook {
  /** The server has taken these. */
  taken(documents: readonly Document[]): void
  /** The server is another one from now on. */
  restored(): void
  /** Somebody opens a card with a reason. */
  opened(person: Person, patient: string): void
  /** The server has just answered this person with these documents. */
  answered(person: Person, documents: readonly Document[]): Promise<void>
  /** What a person is shown, against what they may see. */
  compare(
    person: Person,
    truth: ReadonlyMap<string, StoredRow>,
    shown: ReadonlyMap<string, StoredRow>,
  ): string[]
  /** Documents that were given to somebody who may not see them. */
  leaks(): readonly string[]
}

type Document = Record<string, unknown>
/** A card that has just changed may have been another one when the answer was made. */
const unsureMs = 1000

export function createScopeBook(server: ClinicServer, time: VirtualTime): ScopeBook {
  const kept = new Set<string>()
  const changedMs = new Map<string, number>()
  let restoredMs = 0
  const leaks: string[] = []

  const keeps = (person: Person, patient: string) => kept.has(`practitioner:${person.user} ${patient}`)
  const belongs = (person: Person, villages: readonly string[]) =>
    villages.length === 0 || villages.some((village) => person.villages.includes(village))
  const isBound = ({ villages }: Person) => villages.length > 0
  const isSure = (patient: string) =>
    time.now() - Math.max(restoredMs, changedMs.get(patient) ?? 0) > unsureMs

  return {
    leaks: () => leaks,
    restored() {
      restoredMs = time.now()
    },
    opened: (person, patient) => kept.add(`practitioner:${person.user} ${patient}`),
    taken(documents) {
      for (const document of documents) {
        const id = idOf(document)
        if (!id.startsWith('patient:')) continue
        changedMs.set(id, time.now())
        // Permissive: whoever wrote a card may keep it; that everybody else may not is what is looked for.
        kept.add(`${(document.author as { id?: string } | undefined)?.id} ${id}`)
      }
    },
    async answered(person, documents) {
      if (!isBound(person) || !server.isUp()) return
      const patients = new Set(documents.flatMap((document) => patientOf(document) ?? []))
      const unclear = [...patients].filter((patient) => !keeps(person, patient) && isSure(patient))
      if (unclear.length === 0) return
      const keys = { keys: unclear }
      const { json } = await server.askAll('POST', `/${clinic}/_all_docs?include_docs=true`, keys)
      for (const { id, doc } of (json as { rows: { id?: string; doc?: Document | null }[] }).rows) {
        if (!id || !doc || belongs(person, villagesOf(doc)) || !isSure(id)) continue
        for (const document of documents)
          if (patientOf(document) === id) leaks.push(`${idOf(document)} was given to ${person.user}`)
      }
    },
    compare(person, truth, shown) {
      const found: string[] = []
      for (const [id, row] of truth) {
        const patient = patientOf(row, truth)
        const card = patient === undefined ? undefined : truth.get(patient)
        if (row._deleted || (row.type !== 'inbox' && card === undefined) || card?._deleted) continue
        const isOutside = isBound(person) && card !== undefined && !belongs(person, villagesOf(card))
        if (isOutside && shown.has(id) && !keeps(person, patient!))
          found.push(`${id} is shown to ${person.user}`)
        if (!isOutside && card && !shown.has(id)) found.push(`${id} is kept from ${person.user}`)
      }
      return found
    },
  }
}

const idOf = (document: Document): string => String(document.id ?? document._id ?? '')

const villagesOf = ({ address, catchment }: Document): string[] =>
  [
    (address as { settlement?: string } | undefined)?.settlement,
    (catchment as { stationId?: string } | undefined)?.stationId,
  ].filter((place) => place !== undefined)

/** Whom a document is about; of what an inbox item is about only the server's documents know. */
export function patientOf(document: Document, truth?: ReadonlyMap<string, StoredRow>): string | undefined {
  const id = idOf(document)
  if (id.startsWith('patient:')) return id
  if (typeof document.patientId === 'string') return document.patientId
  const subject = String(document.documentId ?? '')
  if (subject.startsWith('patient:')) return subject
  const about = subject === id ? undefined : truth?.get(subject)?.patientId
  return typeof about === 'string' ? about : undefined
}
