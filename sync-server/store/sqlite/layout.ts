/** Raised when the files' tables change; a server never opens a layout newer than its own. */
export const layoutVersion = 7

/** Raised when documents are placed in another way: they are all looked through once more. */
export const placed = '2'

const attachmentTable = 'CREATE TABLE attachment (digest TEXT PRIMARY KEY, content BLOB NOT NULL)'
const packedColumn = 'ALTER TABLE attachment ADD COLUMN packed INTEGER NOT NULL DEFAULT 0'
const purgeTable = 'CREATE TABLE purge (number INTEGER PRIMARY KEY, id TEXT NOT NULL, revs TEXT NOT NULL)'
const dictionaryTable =
  'CREATE TABLE dictionary (id INTEGER PRIMARY KEY, made_at INTEGER NOT NULL, content BLOB NOT NULL)'

/** Which villages a patient belongs to (`''`: none), and who may see a card outside their own for a time, and why. */
const scopeTables = `CREATE TABLE patient_village (patient TEXT NOT NULL, village TEXT NOT NULL, PRIMARY KEY (patient, village)) WITHOUT ROWID;
CREATE TABLE opening (number INTEGER PRIMARY KEY, person TEXT NOT NULL, patient TEXT NOT NULL, opened_at INTEGER NOT NULL, until INTEGER NOT NULL, reason TEXT NOT NULL);
CREATE INDEX opening_person ON opening (person, patient, until);
CREATE INDEX document_patient ON document (patient) WHERE patient IS NOT NULL`

/** What brings a file from the layout of this number to the next, inside one transaction. */
export const databaseUpgrades: Record<number, string> = {
  1: 'ALTER TABLE document ADD COLUMN delivered_by TEXT',
  2: attachmentTable,
  3: `ALTER TABLE leaf RENAME TO revision; ALTER TABLE revision ADD COLUMN old INTEGER NOT NULL DEFAULT 0; ${purgeTable}`,
  4: dictionaryTable,
  5: `ALTER TABLE document ADD COLUMN patient TEXT; ${scopeTables}`,
  6: packedColumn,
}

/**
 * One row a document, at the number of its newest change: the changes feed is a walk over the primary key. `body` holds
 * the winner's members as text, each preceded by a comma, or packed (see body-packing.ts). `revision` holds the bodies of all other revisions that are
 * kept: losing leaves, and with `old` those that an edit has replaced, until compaction. `patient` is whom the document is
 * about, in databases that have scopes.
 */
export const databaseLayout = `
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE document (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  rev TEXT NOT NULL,
  deleted INTEGER NOT NULL,
  history TEXT NOT NULL,
  tree TEXT,
  leaves TEXT,
  body TEXT NOT NULL,
  delivered_by TEXT,
  patient TEXT
);
CREATE INDEX document_deleted ON document (deleted);
CREATE TABLE revision (
  id TEXT NOT NULL,
  rev TEXT NOT NULL,
  deleted INTEGER NOT NULL,
  body TEXT NOT NULL,
  old INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (id, rev)
) WITHOUT ROWID;
CREATE TABLE local (id TEXT PRIMARY KEY, rev INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
${attachmentTable};
${packedColumn};
${purgeTable};
${dictionaryTable};
${scopeTables}`

export const serverLayout = `
CREATE TABLE record (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (kind, key)
) WITHOUT ROWID`

export interface DocumentSqlOptions {
  attachments?: boolean | undefined
  encodings?: boolean | undefined
  /** With `_conflicts`, the losing leaves that are not deleted. */
  conflicts?: boolean | undefined
}

const bodySql = (attachments = false, encodings = false): string => {
  const text = attachments || encodings ? `shown(body, ${Number(attachments)}, ${Number(encodings)})` : 'body'
  return `CASE typeof(body) WHEN 'blob' THEN unpacked(body) ELSE ${text} END`
}

/** The document of a row as JSON text, in SQL: nothing is parsed or built again on its way out. */
export const documentSql = ({ attachments, encodings, conflicts }: DocumentSqlOptions = {}): string =>
  `'{"_id":'||json_quote(id)||',"_rev":"'||rev||'"'||CASE deleted WHEN 1 THEN ',"_deleted":true' ELSE '' END||${bodySql(attachments, encodings)}${conflicts ? `||CASE WHEN tree IS NULL THEN '' ELSE conflicts(rev, tree) END` : ''}||'}'`

/** A row of the changes feed. `epoch` is hexadecimal. */
export function changesRowSql(
  epoch: string,
  options: DocumentSqlOptions & { allLeaves: boolean; includeDocs: boolean },
  shaped = (sql: string): string => sql,
): string {
  const leaves = options.allLeaves ? `coalesce(leaves,'{"rev":"'||rev||'"}')` : `'{"rev":"'||rev||'"}'`
  const doc = options.includeDocs ? `||',"doc":'||${shaped(documentSql(options))}` : ''
  return `'{"seq":"'||seq||'-${epoch}","id":'||json_quote(id)||',"changes":['||${leaves}||']'||CASE deleted WHEN 1 THEN ',"deleted":true' ELSE '' END${doc}||'}'`
}
