import type { DatabaseSync } from 'node:sqlite'
import type { Opening, Places } from '../store.ts'

const none = ''

/** Whom documents are about, where patients belong, and who may see whom for a time. */
export function createPlaces(file: DatabaseSync, nowMs: () => number) {
  const patientOf = file.prepare('SELECT patient FROM document WHERE id = ?')
  const villagesOf = file.prepare('SELECT village FROM patient_village WHERE patient = ? ORDER BY village')
  const everybody = file.prepare('SELECT DISTINCT patient FROM patient_village ORDER BY patient')
  const forget = file.prepare('DELETE FROM patient_village WHERE patient = ?')
  const note = file.prepare('INSERT INTO patient_village (patient, village) VALUES (?, ?)')
  const openUntil = file.prepare('SELECT 1 AS n FROM opening WHERE person = ? AND patient = ? AND until > ?')
  const open = file.prepare(
    'INSERT INTO opening (person, patient, opened_at, until, reason) VALUES (?, ?, ?, ?, ?)',
  )
  const newest = file.prepare('SELECT * FROM opening ORDER BY number DESC LIMIT ?')
  file.function('now_ms', () => nowMs())

  const stored = (patient: string): string[] => villagesOf.all(patient).map((row) => String(row.village))
  const places: Places = {
    patientOf(id) {
      const patient = patientOf.get(id)?.patient
      return typeof patient === 'string' ? patient : null
    },
    patients: () => everybody.all().map((row) => String(row.patient)),
    villagesOf(patient) {
      const villages = stored(patient)
      return villages.length === 0 ? undefined : villages.filter((village) => village !== none)
    },
    isOpen: (person, patient) => openUntil.get(person, patient, nowMs()) !== undefined,
  }

  return {
    places,
    /** True when the patient did not belong to exactly these villages before. */
    move(patient: string, villages: readonly string[]): boolean {
      const next = villages.length === 0 ? [none] : [...new Set(villages)].sort()
      const before = stored(patient)
      if (before.length === next.length && before.every((village) => next.includes(village))) return false
      forget.run(patient)
      for (const village of next) note.run(patient, village)
      return true
    },
    open: ({ person, patient, openedAtMs, untilMs, reason }: Opening): void =>
      void open.run(person, patient, openedAtMs, untilMs, reason),
    openings: (limit: number): Opening[] =>
      newest.all(limit).map((row) => ({
        person: String(row.person),
        patient: String(row.patient),
        openedAtMs: Number(row.opened_at),
        untilMs: Number(row.until),
        reason: String(row.reason),
      })),
  }
}
export type PlaceStore = ReturnType<typeof createPlaces>
