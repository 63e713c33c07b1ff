import { useEffect, useMemo, useState } from 'react'
import { roleRuleOf } from '#shared/domain/access/index.ts'
import type { Prescription } from '#shared/domain/prescription/prescription.schema.ts'
import type { SignatureStatus } from '#shared/domain/signature/signature-status.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import type { WorkplaceData } from '../../../data/workplace-data.ts'
import { createSignatureCheck, type SignatureCheck } from './signature-check.ts'

type Signed = Visit | Prescription

/** Verdicts go with the data they are about: what was read leaves the memory when it is closed. */
const checks = new WeakMap<WorkplaceData, SignatureCheck>()

function checkOf(data: WorkplaceData): SignatureCheck {
  const known = checks.get(data) ?? createSignatureCheck()
  checks.set(data, known)
  return known
}

type Statuses = ReadonlyMap<string, SignatureStatus>

/** The same map where nothing is new: a list may be another one at every drawing. */
const updated = (before: Statuses, entries: readonly (readonly [string, SignatureStatus])[]): Statuses =>
  entries.length === before.size && entries.every(([id, status]) => before.get(id) === status)
    ? before
    : new Map(entries)

/** The clinic's keys as this PC knows them, live. */
export function useSigningKeys() {
  const { data } = useWorkplace()
  return useLive(useMemo(() => data.signingKeys.watch(), [data]))
}

/** What is to be said of these documents' signatures, by id; a document is missing until it is checked. */
export function useSignatureStatuses(documents: readonly Signed[]): Statuses {
  const { data, profile } = useWorkplace()
  const known = useSigningKeys()
  const [statuses, setStatuses] = useState<Statuses>(new Map())
  // Who gets records without names gets something else than was signed.
  const withheld = roleRuleOf(profile.practitioner.role).namesWithheld
  useEffect(() => {
    if (!known || withheld) return
    let wanted = true
    const check = checkOf(data)
    const asked = documents.map(async (each) => [each.id, await check(each, known.keys)] as const)
    void Promise.all(asked).then((entries) => wanted && setStatuses((before) => updated(before, entries)))
    return () => {
      wanted = false
    }
  }, [data, documents, known, withheld])
  return statuses
}

export function useSignatureStatus(document: Signed): SignatureStatus | undefined {
  const documents = useMemo(() => [document], [document])
  return useSignatureStatuses(documents).get(document.id)
}
