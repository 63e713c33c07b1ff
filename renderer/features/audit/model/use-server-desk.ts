import { useCallback, useMemo, useRef, useState } from 'react'
import { fullName } from '#shared/domain/patient/full-name.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { Clock } from '#shared/kit/clock.ts'
import { clinicAtServer } from '../../../data/clinic-at-server.ts'
import type { JournalDesk } from './journal-desk.ts'
import { foundPatient } from './use-workplace-desk.ts'

/**
 * The journal of who administers by the server alone. Names come from the server for the rows that are shown, which
 * leaves its own line in the trace; a patient is chosen among them.
 */
export function useServerDesk(clinicId: string, user: string, clock: Clock): JournalDesk {
  const clinic = useMemo(
    () => clinicAtServer({ clinicId, database: `clinic-${clinicId}`, user, clock }),
    [clinicId, user, clock],
  )
  const [patients, setPatients] = useState<ReadonlyMap<string, Patient>>(new Map())
  const asked = useRef(new Set<string>())
  const need = useCallback(
    (ids: readonly string[]) => {
      const missing = [...new Set(ids)].filter((id) => !asked.current.has(id))
      if (missing.length === 0) return
      for (const id of missing) asked.current.add(id)
      clinic.documents(missing).then(
        (found) =>
          setPatients((before) => {
            const cards = found.filter((one): one is Patient => one.type === 'patient')
            return new Map([...before, ...cards.map((card) => [card.id, card] as const)])
          }),
        (failure: unknown) => {
          if (!(failure instanceof AppError)) throw failure
          // Without a link the journal itself says so; the next page asks again.
          for (const id of missing) asked.current.delete(id)
        },
      )
    },
    [clinic],
  )
  return useMemo(
    () => ({
      reader: clinic.trace,
      clock,
      stationId: undefined,
      nameOf(patientId) {
        const patient = patients.get(patientId)
        return patient && fullName(patient.name)
      },
      find: (text) =>
        [...patients.values()]
          .map(foundPatient)
          .filter((one) => one.text.toLowerCase().includes(text.trim().toLowerCase()))
          .sort((a, b) => a.text.localeCompare(b.text)),
      need,
    }),
    [clinic, clock, patients, need],
  )
}
