import type { RxJsonSchema } from 'rxdb'
import type { CollectionName } from '#shared/domain/registry.ts'
import type { StoredDocument } from './stored-document.ts'

/**
 * What the store is told about a collection: its key and the fields a query needs, nothing else. Documents are stored
 * whole; a field no schema knows is kept as it came (trap T5). Every index costs time in the first sync.
 */
const indexOf: { [Name in CollectionName]: 'patientId' | 'status' | undefined } = {
  patients: undefined,
  visits: 'patientId',
  prescriptions: 'patientId',
  conditions: 'patientId',
  measurements: 'patientId',
  immunizations: 'patientId',
  documentReferences: 'patientId',
  inbox: 'status',
}

export function collectionSchema(name: CollectionName): RxJsonSchema<StoredDocument> {
  const indexed = indexOf[name]
  const schema = {
    version: 0,
    primaryKey: 'id',
    type: 'object',
    properties: {
      id: { type: 'string', maxLength: 140 },
      ...(indexed ? { [indexed]: { type: 'string', maxLength: 140 } } : {}),
    },
    required: ['id', ...(indexed ? [indexed] : [])],
    indexes: indexed ? [indexed] : [],
  }
  return schema as unknown as RxJsonSchema<StoredDocument>
}

/** Of a store beside the collections: a key, and whatever belongs to it. */
export const sideStoreSchema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: 300 } },
  required: ['id'],
} as unknown as RxJsonSchema<StoredDocument>
