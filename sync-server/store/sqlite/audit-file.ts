import { existsSync } from 'node:fs'
import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import type { AuditLog, AuditSearch, LoggedEvent } from '../audit-log.ts'
import { asStorageError, createFile, openFile } from './file.ts'

const auditLayoutVersion = 1
const auditLayout = `
CREATE TABLE event (
  place INTEGER PRIMARY KEY,
  station TEXT NOT NULL,
  chain TEXT NOT NULL,
  number INTEGER NOT NULL,
  hash TEXT NOT NULL,
  at TEXT NOT NULL,
  patient TEXT,
  person TEXT NOT NULL,
  person_name TEXT NOT NULL,
  action TEXT NOT NULL,
  body TEXT NOT NULL,
  received_at TEXT NOT NULL,
  delivered_by TEXT NOT NULL,
  delivered_from TEXT NOT NULL,
  UNIQUE (station, chain, number, hash)
);
CREATE INDEX event_at ON event (at, place);
CREATE INDEX event_patient ON event (patient, at, place);
CREATE INDEX event_person ON event (person, at, place);
CREATE TABLE refusal (
  station TEXT NOT NULL,
  chain TEXT NOT NULL,
  code TEXT NOT NULL,
  received_at TEXT NOT NULL,
  delivered_by TEXT NOT NULL,
  delivered_from TEXT NOT NULL
)`

/** Refusals of what one person has brought that are kept: more prove nothing, and fill a disk. */
export const mostRefusedOf = 10_000

export interface AuditFile extends AuditLog {
  close(): void
}

/** One file a clinic, apart from its records: who looked is nobody's record and goes into no feed. */
export function openAuditFile(path: string): AuditFile {
  if (!existsSync(path)) createFile(path, auditLayoutVersion, auditLayout)
  const file = openFile(path, auditLayoutVersion)
  const insert = file.prepare(
    'INSERT OR IGNORE INTO event (station, chain, number, hash, at, patient, person, person_name, action, body, received_at, delivered_by, delivered_from) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const refuse = file.prepare('INSERT INTO refusal VALUES (?, ?, ?, ?, ?, ?)')
  const refusedOf = file.prepare('SELECT count(*) AS n FROM refusal WHERE delivered_by = ?')
  const newest = file.prepare(
    'SELECT number, hash FROM event WHERE station = ? AND chain = ? ORDER BY number DESC LIMIT 1',
  )
  const gaps = file.prepare(
    `SELECT before + 1 AS first, number - 1 AS last FROM (
       SELECT number, lag(number, 1, 0) OVER (ORDER BY number) AS before
       FROM (SELECT DISTINCT number FROM event WHERE station = ? AND chain = ?)
     ) WHERE number > before + 1 ORDER BY first LIMIT ?`,
  )
  const whole = file.prepare(
    'SELECT count(DISTINCT number) = max(number) AS whole FROM event WHERE station = ? AND chain = ?',
  )
  const chains = file.prepare(
    `SELECT station, chain, max(received_at) AS received_at FROM event GROUP BY station, chain
     UNION SELECT station, chain, NULL FROM refusal WHERE (station, chain) NOT IN (SELECT station, chain FROM event)
     ORDER BY station, chain`,
  )
  const refusals = file.prepare('SELECT count(*) AS n FROM refusal WHERE station = ? AND chain = ?')
  const page = file.prepare(
    'SELECT number, hash, body FROM event WHERE station = ? AND chain = ? AND (number, hash) > (?, ?) ORDER BY number, hash LIMIT ?',
  )
  const people = file.prepare(
    'SELECT person, max(person_name) AS name FROM event GROUP BY person ORDER BY name, person',
  )

  return {
    add(events, refused, { at, deliveredBy, station }) {
      if (events.length === 0 && refused.length === 0) return
      inTransaction(file, () => {
        for (const event of events) insert.run(...columnsOf(event), at, deliveredBy, station)
        const room = refused.length === 0 ? 0 : mostRefusedOf - Number(refusedOf.get(deliveredBy)?.n)
        for (const { station: of, chain, code } of refused.slice(0, Math.max(0, room)))
          refuse.run(of, chain, code, at, deliveredBy, station)
      })
    },
    head(station, chain) {
      const row = newest.get(station, chain)
      return row && { number: Number(row.number), hash: String(row.hash) }
    },
    missing: (station, chain, most) =>
      // Nearly always nothing is, and counting is far cheaper than looking for gaps.
      whole.get(station, chain)?.whole === 1
        ? []
        : gaps.all(station, chain, most).map((row) => ({ from: Number(row.first), to: Number(row.last) })),
    chains: () =>
      chains.all().map((row) => {
        const [station, chain] = [String(row.station), String(row.chain)]
        return {
          station,
          chain,
          refused: Number(refusals.get(station, chain)?.n),
          receivedAt: row.received_at === null ? undefined : String(row.received_at),
        }
      }),
    eventsOf: (station, chain, { number, hash }, limit) =>
      page.all(station, chain, number, hash, limit).map((row) => ({
        number: Number(row.number),
        hash: String(row.hash),
        body: String(row.body),
      })),
    search: (query) => search(file, query),
    people: () => people.all().map((row) => ({ id: String(row.person), name: String(row.name) })),
    close: () => file.close(),
  }
}

function inTransaction(file: DatabaseSync, work: () => void): void {
  try {
    file.exec('BEGIN IMMEDIATE')
    work()
    file.exec('COMMIT')
  } catch (error) {
    if (file.isTransaction) file.exec('ROLLBACK')
    throw asStorageError(error)
  }
}

const columnsOf = (event: LoggedEvent): SQLInputValue[] => [
  event.station,
  event.chain,
  event.number,
  event.hash,
  event.at,
  event.patient ?? null,
  event.person,
  event.personName,
  event.action,
  event.body,
]

function search(file: DatabaseSync, query: AuditSearch) {
  const asked: [condition: string, ...values: (string | number | undefined)[]][] = [
    ['patient = ?', query.patient],
    ['person = ?', query.person],
    ['action = ?', query.action],
    ['at >= ?', query.from],
    ['at < ?', query.to],
    ['(at, place) < (?, ?)', query.after?.at, query.after?.order],
  ]
  const conditions = asked.filter(([, value]) => value !== undefined)
  const where = conditions.map(([condition]) => condition).join(' AND ') || 'true'
  const values = conditions.flatMap(([, ...each]) => each as SQLInputValue[])
  return file
    .prepare(`SELECT at, place, body FROM event WHERE ${where} ORDER BY at DESC, place DESC LIMIT ?`)
    .all(...values, query.limit)
    .map((row) => ({ at: String(row.at), order: Number(row.place), body: String(row.body) }))
}
