import type { DatabaseSync } from 'node:sqlite'
import type { ReadScope } from '../store.ts'
import { documentSql } from './layout.ts'

/** A scope as SQL, for the readers of many documents. */
export interface RowScope {
  /** Begins with AND, over the columns of `document`; empty where nothing is left out. */
  where: string
  /** JSON text of a document as JSON text of what is left of it. */
  shaped(documentSql: string): string
}

export const everyRow: RowScope = { where: '', shaped: (sql) => sql }

const quoted = (text: string): string => `'${text.replaceAll("'", "''").replaceAll('\0', '')}'`
const list = (texts: readonly string[]): string => texts.map(quoted).join(',')

/** Ids begin with their type and a colon; a semicolon is what comes after it. */
const isOfType = (type: string): string => `(id >= ${quoted(`${type}:`)} AND id < ${quoted(`${type};`)})`
const anyOf = (types: readonly string[]): string =>
  types.length === 0 ? '0' : `(${types.map(isOfType).join(' OR ')})`

function typesSql(types: ReadScope['types']): string[] {
  if (!types) return []
  return ['only' in types ? anyOf(types.only) : `NOT ${anyOf(types.not)}`]
}

function aboutSql(about: ReadScope['about']): string[] {
  if (!about?.types) return []
  const subject = `json_extract(${documentSql()}, '$.documentType')`
  const fits =
    'only' in about.types
      ? `${subject} IN (${list(about.types.only)})`
      : `${subject} NOT IN (${list(about.types.not)})`
  // A tombstone may not say any more what it was about; where it does, it still holds copies of that.
  const isEmptied = `(deleted = 1 AND ${subject} IS NULL)`
  return [`CASE WHEN ${isOfType(about.type)} THEN ${isEmptied} OR coalesce(${fits}, 0) ELSE 1 END`]
}

function patientSql({ villages, patient, person }: ReadScope): string[] {
  if (patient !== undefined) return [`patient = ${quoted(patient)}`]
  if (!villages) return []
  const own = `EXISTS (SELECT 1 FROM patient_village AS v WHERE v.patient = document.patient AND v.village IN (${list(['', ...villages])}))`
  const open = `EXISTS (SELECT 1 FROM opening AS o WHERE o.person = ${quoted(person)} AND o.patient = document.patient AND o.until > now_ms())`
  // Without a card nobody knows whose it is; who brought it last may go on with it.
  const brought = `(delivered_by = ${quoted(person)} AND NOT EXISTS (SELECT 1 FROM patient_village AS v WHERE v.patient = document.patient))`
  return [`(patient IS NULL OR ${own} OR ${open} OR ${brought})`]
}

/** What a scope lets through; design documents never. */
export function rowScope(scope: ReadScope): RowScope {
  const conditions = [`id >= 'a'`, ...typesSql(scope.types), ...patientSql(scope), ...aboutSql(scope.about)]
  return {
    where: `AND ${conditions.join(' AND ')}`,
    shaped: (sql) => (scope.shape ? `shaped(${quoted(scope.key)}, ${sql})` : sql),
  }
}

/** The shapes of a file's scopes, by the scope's key. */
export function createShapes(file: DatabaseSync) {
  const shapes = new Map<string, NonNullable<ReadScope['shape']>>()
  file.function('shaped', { deterministic: true }, (key, text) => {
    const shape = shapes.get(String(key))
    const document = JSON.parse(String(text)) as Record<string, unknown>
    return JSON.stringify(shape ? shape(document) : {})
  })
  return shapes
}
