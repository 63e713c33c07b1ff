import { useMemo } from 'react'
import { mayReadType } from '#shared/domain/access/index.ts'
import type { DocumentReference } from '#shared/domain/document-reference/document-reference.schema.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'

/** Every paper of a patient, newest first, those entered in error included; undefined until they have arrived. */
export function useFilesOfPatient(patientId: string): readonly DocumentReference[] | undefined {
  const { data, profile } = useWorkplace()
  const may = mayReadType(profile.practitioner.role, 'document-reference')
  return useLive(
    useMemo(
      () => (may ? data.documentReferences.watchOfPatient(patientId) : undefined),
      [data, patientId, may],
    ),
  )
}
