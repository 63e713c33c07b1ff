import type { SigningKeys } from '#shared/contract/signing-keys.ts'
import type { AuditEntry } from '#shared/domain/audit/audit-event.schema.ts'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import type { PrescriptionDraft } from '#shared/domain/prescription/prescription.draft.ts'
import { type ClinicDocument, collectionOfType } from '#shared/domain/registry.ts'
import type { VisitDraft } from '#shared/domain/visit/visit.schema.ts'
import { assert } from '#shared/kit/assert.ts'
import { fail } from '#shared/kit/result.ts'
import type { CourierPeer } from '../controls/courier-control.ts'
import type { StoredFile, WaitingFile } from '../controls/files-control.ts'
import type { PatientHistory, StationHistory } from '../controls/history-control.ts'
import type { KeyRenewalState } from '../controls/keys-control.ts'
import type { LiveQuery } from '../controls/live-query.ts'
import type { FormDraft, PatientRepository, Repository } from '../controls/repository.ts'
import type { DocumentState, SyncStatus } from '../controls/sync-control.ts'
import type { WorkplaceData } from '../workplace-data.ts'

/** A value that live queries watch. */
export interface Cell<T> {
  value: T
  set(value: T): void
  live<U>(select: (value: T) => U): LiveQuery<U>
}

export function makeCell<T>(initial: T): Cell<T> {
  const listeners = new Set<(value: T) => void>()
  const cell: Cell<T> = {
    value: initial,
    set(value) {
      cell.value = value
      for (const listener of listeners) listener(value)
    },
    live: (select) => ({
      subscribe(listener) {
        const listen = (value: T) => listener(select(value))
        listeners.add(listen)
        listen(cell.value)
        return () => listeners.delete(listen)
      },
    }),
  }
  return cell
}

/** The clinical date that a patient's documents are ordered by. */
const clinicalDate = (document: ClinicDocument): string => {
  const dated = document as { startedAt?: string; issuedAt?: string; occurredAt?: string; createdAt: string }
  return dated.startedAt ?? dated.issuedAt ?? dated.occurredAt ?? dated.createdAt
}

/** All local data of a clinic in memory, for tests of screens: same promises as the real one, without a disk. */
export function memoryWorkplaceData(
  documents: readonly ClinicDocument[] = [],
  initial: { drafts?: readonly VisitDraft[]; status?: Partial<SyncStatus> } = {},
) {
  const all = makeCell<ReadonlyMap<string, ClinicDocument>>(
    new Map(documents.map((document) => [document.id, document])),
  )
  const drafts = makeCell<readonly VisitDraft[]>(initial.drafts ?? [])
  const prescriptionDrafts = new Map<string, PrescriptionDraft>()
  const formDrafts = makeCell<readonly FormDraft[]>([])
  const keyRenewal = makeCell<KeyRenewalState>({ current: 1, phase: 'none', done: 0, total: 0 })
  const status = makeCell<SyncStatus>({
    phase: 'idle',
    onlyHere: 0,
    refused: 0,
    lastContactMs: undefined,
    ...initial.status,
  })
  const states = makeCell<ReadonlyMap<string, DocumentState>>(new Map())
  const resent: string[] = []
  const peers = makeCell<CourierPeer[]>([])
  const recorded: AuditEntry[] = []
  const files = new Map<string, StoredFile>()
  const filesWaiting = makeCell<ReadonlyMap<string, WaitingFile>>(new Map())
  const histories = makeCell<ReadonlyMap<string, PatientHistory>>(new Map())
  const stationHistory = makeCell<StationHistory>({ kind: 'whole' })
  const signingKeys = makeCell<{ keys: SigningKeys | undefined }>({ keys: undefined })

  /** Where the real one lets two states meet, a screen has forgotten to say what it made its document from. */
  const saveAll: WorkplaceData['saveAll'] = async (changed, madeFrom = []) => {
    const known = new Set(madeFrom.map(({ id }) => id))
    for (const { id } of changed) assert(known.has(id) || !all.value.has(id), `${id} would be written over`)
    all.set(new Map([...all.value, ...changed.map((document) => [document.id, document] as const)]))
  }

  const ofType = <T extends ClinicDocument>(
    type: T['type'],
    from: ReadonlyMap<string, ClinicDocument>,
  ): T[] => [...from.values()].filter((document): document is T => document.type === type)

  function repository<T extends ClinicDocument>(type: T['type']): Repository<T> {
    assert(collectionOfType(type), `no collection of type ${type}`)
    const one = (from: ReadonlyMap<string, ClinicDocument>, id: string) => {
      const found = from.get(id)
      return found?.type === type ? (found as T) : undefined
    }
    return {
      get: async (id) => one(all.value, id),
      watch: (id) => all.live((value) => one(value, id)),
      save: (...changed) => saveAll(changed),
    }
  }

  function patientRepository<T extends ClinicDocument>(type: T['type']): PatientRepository<T> {
    const select = (from: ReadonlyMap<string, ClinicDocument>, patientId: string): T[] =>
      ofType<T>(type, from)
        .filter((document) => (document as { patientId?: string }).patientId === patientId)
        .sort((a, b) => clinicalDate(b).localeCompare(clinicalDate(a)))
    return {
      ...repository<T>(type),
      ofPatient: async (patientId) => select(all.value, patientId),
      async countByPatient() {
        const counts = new Map<string, number>()
        for (const { patientId } of ofType<T>(type, all.value) as { patientId?: string }[])
          counts.set(String(patientId), (counts.get(String(patientId)) ?? 0) + 1)
        return counts
      },
      watchOfPatient: (patientId) => all.live((value) => select(value, patientId)),
    }
  }

  const data: WorkplaceData = {
    patients: { ...repository('patient'), watchAll: () => all.live((value) => ofType('patient', value)) },
    visits: patientRepository('visit'),
    prescriptions: patientRepository('prescription'),
    conditions: patientRepository('condition'),
    measurements: patientRepository('measurements'),
    immunizations: patientRepository('immunization'),
    documentReferences: patientRepository('document-reference'),
    inbox: {
      ...repository('inbox'),
      watchOpen: () =>
        all.live((value) =>
          ofType<InboxItem>('inbox', value)
            .filter((item) => item.status === 'open')
            .sort((a, b) => b.occurredAt.localeCompare(a.occurredAt)),
        ),
      watchResolved: () =>
        all.live((value) => ofType<InboxItem>('inbox', value).filter((item) => item.status === 'resolved')),
    },
    drafts: {
      save: async (draft) => drafts.set([...drafts.value.filter(({ id }) => id !== draft.id), draft]),
      get: async (visitId) => drafts.value.find(({ id }) => id === visitId),
      ofPatient: async (patientId) => drafts.value.filter((draft) => draft.patientId === patientId),
      watchAll: () => drafts.live((value) => [...value]),
      remove: async (visitId) => drafts.set(drafts.value.filter(({ id }) => id !== visitId)),
    },
    prescriptionDrafts: {
      save: async (draft) => {
        prescriptionDrafts.set(draft.patientId, draft)
      },
      ofPatient: async (patientId) => prescriptionDrafts.get(patientId),
      remove: async (patientId) => {
        prescriptionDrafts.delete(patientId)
      },
    },
    formDrafts: {
      save: async (draft) =>
        formDrafts.set([draft, ...formDrafts.value.filter(({ place }) => place !== draft.place)]),
      get: (place) => formDrafts.value.find((draft) => draft.place === place),
      placesIn: (prefix) =>
        formDrafts.value.map(({ place }) => place).filter((place) => place.startsWith(prefix)),
      watchAll: () => formDrafts.live((value) => [...value]),
      remove: async (place) => formDrafts.set(formDrafts.value.filter((draft) => draft.place !== place)),
    },
    saveAll,
    sync: {
      status: status.live((value) => value),
      watchStates: (ids) =>
        states.live(
          (value) =>
            new Map(ids.map((id) => [id, value.get(id) ?? ({ kind: 'on-server' } satisfies DocumentState)])),
        ),
      counted: async () => {},
      watchOnlyHere: () =>
        states.live((value) => [...value].filter(([, { kind }]) => kind !== 'on-server').map(([id]) => id)),
      retryNow: () => {},
      bringForward: () => {},
      resend: async (documentId) => {
        resent.push(documentId)
      },
      withdraw: async (documentId) => {
        const kept = [...all.value.values()].filter(({ id }) => id !== documentId)
        const closed = kept.map((document) => {
          if (document.type !== 'inbox' || document.documentId !== documentId || !document.local)
            return document
          const resolution = { choice: 'withdrawn', at: document.occurredAt, by: document.author.name }
          return { ...document, status: 'resolved' as const, resolution }
        })
        all.set(new Map(closed.map((document) => [document.id, document])))
        return true
      },
    },
    history: {
      ofPatient: (patientId) => histories.live((value) => value.get(patientId) ?? { kind: 'whole' }),
      bring: async (patientId) =>
        histories.set(new Map(histories.value).set(patientId, { kind: 'wished', since: '2024-11' })),
      ofStation: stationHistory.live((value) => value),
      keepAll: async () => stationHistory.set({ kind: 'coming', since: '2024-11', done: 0 }),
      keepPart: async () => stationHistory.set({ kind: 'part', since: '2024-11' }),
    },
    audit: {
      record: (entry) => void recorded.push(entry),
      settled: async () => {},
      ofPatient: async () => [],
      search: async () => ({ events: [] }),
      openCard: async () => 'no-link',
      verification: async () => ({ at: '', chains: [] }),
    },
    courier: {
      secrets: { get: async () => undefined, set: async () => {} },
      peers: peers.live((value) => value),
      write: async () => ({ bytes: new Uint8Array(), number: 1, documents: 0, files: 0, filesLeft: 0 }),
      read: async () => fail('not-a-courier-file'),
    },
    files: {
      readiness: async () => 'ready',
      room: async () => undefined,
      keep: async (_patientId, file) => {
        const id = `file:${String(files.size).padStart(43, '0')}`
        files.set(id, file)
        return id
      },
      waiting: filesWaiting.live((value) => value),
      retryNow: () => {},
      here: async (ids) => new Set(ids.filter((id) => files.has(id))),
      read: async (_patientId, id) => {
        const file = files.get(id)
        return file ? { kind: 'read', file } : { kind: 'no-link' }
      },
    },
    keyRenewal: {
      state: keyRenewal.live((value) => value),
      giveUpOlder: (drop) => drop(),
    },
    signingKeys: {
      watch: () => signingKeys.live((value) => value),
      keep: async (keys) => signingKeys.set({ keys }),
    },
    close: async () => {},
  }
  return {
    data,
    all,
    drafts,
    status,
    states,
    resent,
    peers,
    recorded,
    keyRenewal,
    signingKeys,
    files,
    filesWaiting,
    histories,
    stationHistory,
  }
}
