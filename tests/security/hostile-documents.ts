import { aggregates, type CollectionName, collectionNames } from '../../shared/domain/registry.ts'
import { fillTexts } from './fill-texts.ts'
import { hostileTexts } from './hostile-texts.ts'

const author = { id: 'practitioner:sokolovskaya', name: 'Соколовская И. В.', role: 'doctor' }

/**
 * What must hold something certain so that documents belong together and are shown: ids, the station, statuses, and
 * nothing that would hide or close a card.
 */
export function fixedFor(name: CollectionName, number: number): Record<string, unknown> {
  const { type } = aggregates[name]
  return {
    id: `${type}:hostile${number}`,
    type,
    schemaVersion: 1,
    clinicId: 'demo',
    createdAt: '2026-11-20T08:00:00.000Z',
    updatedAt: '2026-11-20T08:00:00.000Z-0000-hostile',
    'author.id': author.id,
    'author.role': author.role,
    merges: undefined,
    decided: undefined,
    clockOffMs: undefined,
    patientId: `patient:hostile${number}`,
    visitId: `visit:hostile${number}`,
    rootId: `visit:hostile${number}`,
    version: 1,
    replaces: undefined,
    signedAs: undefined,
    amendmentReason: undefined,
    replacedBy: undefined,
    deceasedAt: undefined,
    noKnownAllergiesAt: undefined,
    restrictions: undefined,
    legalGrounds: undefined,
    'catchment.stationId': 'facility:zarechye',
    'signature.electronic': undefined,
    documentId: `patient:hostile${number}`,
    documentType: 'patient',
    resolution: undefined,
    alsoResolved: undefined,
    handedOver: undefined,
    stationId: undefined,
    local: undefined,
    server: undefined,
    ...(name === 'inbox' ? { status: 'open', 'fields.path': 'note' } : {}),
  }
}

export interface HostileDocument {
  collection: CollectionName
  /** Which of the texts it holds. */
  text: string
  document: { id: string }
}

/** For every hostile text one patient with everything that hangs on a card; every field that takes a text holds it. */
export const hostileDocuments = (): HostileDocument[] =>
  hostileTexts.flatMap(({ name: text, long, short }, number) =>
    collectionNames.map((collection) => {
      const { document } = fillTexts(aggregates[collection].schema, {
        textsFor: () => [long, long.slice(0, 150), long.slice(0, 90), short],
        fixed: fixedFor(collection, number),
      })
      return { collection, text, document: document as { id: string } }
    }),
  )
