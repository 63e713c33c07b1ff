import { useMemo, useState } from 'react'
import type { Condition } from '#shared/domain/condition/condition.schema.ts'
import type { Diagnosis } from '#shared/domain/visit/visit.schema.ts'

/**
 * Which diagnoses go to the problem list when the visit is signed: chronic ones by themselves, the others when
 * ticked; never one that is already there.
 */
export function useListedDiagnoses(diagnoses: readonly Diagnosis[], conditions: readonly Condition[]) {
  const [chosen, setChosen] = useState<Readonly<Record<string, boolean>>>({})
  const known = useMemo(
    () =>
      new Set(
        conditions
          .filter(({ clinicalStatus }) => !['resolved', 'entered-in-error'].includes(clinicalStatus))
          .map(({ coding }) => coding.code),
      ),
    [conditions],
  )
  const listed = diagnoses
    .filter(
      ({ id, course, coding }) => !known.has(coding.code) && (chosen[id] ?? course?.startsWith('chronic')),
    )
    .map(({ id }) => id)
  return {
    known,
    listed,
    setListed: (id: string, wanted: boolean) => setChosen((before) => ({ ...before, [id]: wanted })),
  }
}
