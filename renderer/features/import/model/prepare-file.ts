import type { CommandContext } from '#shared/domain/common/command-context.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import type { ClinicDocument } from '#shared/domain/registry.ts'
import { type LikelyDuplicate, likelyDuplicates } from '#shared/fhir/duplicates.ts'
import { mapBundleSteps } from '#shared/fhir/map-bundle.ts'
import type { BundleRefusal, ImportProblem, UnresolvedReference } from '#shared/fhir/outcome.ts'
import { type ImportPlan, reconcileSteps } from '#shared/fhir/reconcile.ts'
import { countByType, countDocuments, type TypeCount } from '#shared/fhir/summary.ts'
import { isoNow } from '#shared/kit/clock.ts'
import { inSlices } from '../../../data/breathe.ts'
import type { WorkplaceData } from '../../../data/workplace-data.ts'
import { type ReadFailure, readBundle } from './read-bundle.ts'

/** What a file would bring; holds no documents, so that a thousand files can stand in the list. */
export interface FileSummary {
  patientId: string
  name: string
  birthDate: string
  /** The card stands here already: its source is the same. */
  known: boolean
  duplicates: LikelyDuplicate[]
  created: Record<string, number>
  updated: Record<string, number>
  unchanged: number
  kept: ImportPlan['kept']
  types: TypeCount[]
  invalid: { resourceType: string; problems: ImportProblem[] }[]
  unresolved: UnresolvedReference[]
  unmappedFields: Record<string, number>
}

export type Prepared =
  | {
      ok: true
      summary: FileSummary
      changes: ClinicDocument[]
      /** What of them stood here when they were compared. */
      madeFrom: ClinicDocument[]
    }
  | { ok: false; error: ReadFailure | BundleRefusal }

export interface PrepareTools {
  data: WorkplaceData
  context: CommandContext
  /** The whole list, for duplicates. */
  patients: readonly Patient[]
  breathe: () => Promise<void>
  signal: AbortSignal
}

async function standingHere(patientId: string, data: WorkplaceData): Promise<Map<string, ClinicDocument>> {
  const lists = await Promise.all([
    data.patients.get(patientId).then((patient) => (patient ? [patient] : [])),
    data.visits.ofPatient(patientId),
    data.prescriptions.ofPatient(patientId),
    data.conditions.ofPatient(patientId),
    data.measurements.ofPatient(patientId),
    data.immunizations.ofPatient(patientId),
  ])
  return new Map(lists.flat().map((document) => [document.id, document]))
}

/** Reads one file and compares it with what stands here; changes nothing. The patient is the last of `changes`. */
export async function prepareFile(
  file: Blob,
  { data, context, patients, breathe, signal }: PrepareTools,
  onBytes: (bytes: number) => void,
): Promise<Prepared> {
  const read = await readBundle(file, onBytes, breathe, signal)
  if (!read.ok) return read
  const steps = mapBundleSteps(read.value, {
    clinicId: context.clinicId,
    // The server takes from a person only what is in the person's own name; who wrote it is in `practitioner`.
    author: context.author,
    createdAt: isoNow(context.clock),
    updatedAt: context.hybridClock.next(),
  })
  const mapped = await inSlices(steps, breathe, signal)
  if (!mapped.ok) return mapped
  const { documents, entries, patientId, withdrawn, unresolved, unmappedFields } = mapped.value
  const here = await standingHere(patientId, data)
  await breathe()
  const plan = await inSlices(
    reconcileSteps(documents, (id) => here.get(id), withdrawn),
    breathe,
    signal,
  )
  const patient = documents.at(-1) as Patient
  const changes = [...plan.create, ...plan.update].sort(
    (a, b) => Number(a.type === 'patient') - Number(b.type === 'patient'),
  )
  const { family, given, patronymic } = patient.name
  return {
    ok: true,
    changes,
    madeFrom: plan.update.flatMap(({ id }) => here.get(id) ?? []),
    summary: {
      patientId,
      name: [family, given, patronymic].filter(Boolean).join(' '),
      birthDate: patient.birthDate,
      known: here.has(patientId),
      duplicates: likelyDuplicates(patient, patients),
      created: countDocuments(plan.create),
      updated: countDocuments(plan.update),
      unchanged: plan.unchanged.length,
      kept: plan.kept,
      types: countByType(entries),
      invalid: entries.flatMap((entry) => (entry.outcome === 'invalid' ? [entry] : [])),
      unresolved,
      unmappedFields,
    },
  }
}
