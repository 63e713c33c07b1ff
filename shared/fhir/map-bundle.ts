import type { Author } from '#shared/domain/common/envelope.ts'
import { patientSchema } from '#shared/domain/patient/patient.schema.ts'
import { runSteps } from '#shared/kit/steps.ts'
import { addResource, readOrder } from './add-resource.ts'
import { type Assembly, finishAssembly } from './assembly.ts'
import { type BundleEntry, BundleIndex, readEntry } from './bundle-index.ts'
import { reasonOfType } from './left-out-types.ts'
import { fhirPatient, mapPatient } from './map-patient.ts'
import {
  type BundleRefusal,
  type EntryOutcome,
  type ImportProblem,
  invalid,
  leftOut,
  type MappedBundle,
  mapped,
  type ResourceOutcome,
} from './outcome.ts'
import { readResource, refusedByUs } from './read-resource.ts'
import { countUnmapped } from './unmapped-fields.ts'

export interface MapOptions {
  clinicId: string
  /** Who brings the documents in: `importAuthor`, or the person at the screen. */
  author: Author
  /** ISO 8601. */
  createdAt: string
  /** A hybrid time stamp, see kit/hybrid-clock. */
  updatedAt: string
}

export type MapResult = { ok: true; value: MappedBundle } | { ok: false; error: BundleRefusal }

/** Yields how far it is, so that a screen can breathe between two steps. */
export type MapSteps = Generator<{ done: number; total: number }, MapResult>

const refuse = (error: BundleRefusal) => ({ ok: false, error }) as const

const isPatient = (raw: unknown) =>
  (raw as { resource?: { resourceType?: unknown } | null } | null)?.resource?.resourceType === 'Patient'

/** Where ids are only numbers (`Patient/1`), they count within the system that numbered this very patient. */
function localSystemOf(patient: unknown): string {
  const { resource } = patient as { resource: { identifier?: unknown } }
  const identifiers = Array.isArray(resource.identifier) ? (resource.identifier as unknown[]) : []
  const { system, value } = (identifiers[0] ?? {}) as { system?: unknown; value?: unknown }
  const named = typeof value === 'string' && value !== ''
  return named ? `fhir:${typeof system === 'string' ? system : ''}|${value}`.slice(0, 400) : 'fhir'
}

/** The entries that hold a resource for the first time; the others go to the outcomes as invalid. */
function readEntries(raw: readonly unknown[], localSystem: string, outcomes: EntryOutcome[]): BundleEntry[] {
  const seen = new Set<string>()
  return raw.flatMap((element, index) => {
    const entry = readEntry(element, index, localSystem)
    const place = { index, resourceType: entry?.resource.resourceType ?? '', resourceId: entry?.id }
    const refused = (problem: ImportProblem) => {
      outcomes.push({ ...place, ...invalid(problem) })
      return []
    }
    if (!entry) return refused({ path: `entry[${index}].resource`, code: 'no-resource' })
    const key = entry.source && `${place.resourceType} ${entry.source.system} ${entry.source.id}`
    if (key === undefined) return [entry]
    if (seen.has(key)) return refused({ path: `entry[${index}]`, code: 'duplicate' })
    seen.add(key)
    return [entry]
  })
}

function startAssembly(
  patientEntry: BundleEntry,
  index: BundleIndex,
  options: MapOptions,
): { value: Assembly } | { problems: ImportProblem[] } {
  const { source } = patientEntry
  if (!source)
    return { problems: [{ path: `entry[${patientEntry.index}].resource.id`, code: 'no-identity' }] }
  const read = readResource(fhirPatient, patientEntry)
  if ('problems' in read) return read
  const candidate = mapPatient(read.value, { ...patientEntry, source }, options)
  const problems = refusedByUs(patientSchema, candidate, patientEntry)
  if (problems.length > 0) return { problems }
  const patient = patientSchema.parse(candidate)
  const context = {
    ...options,
    index,
    patientEntry,
    patientId: patient.id,
    patientSource: source,
    birthDate: patient.birthDate,
  }
  return {
    value: {
      context,
      patient,
      visits: new Map(),
      diagnosisPlaces: new Map(),
      documents: [],
      measurements: [],
      usedMedications: new Map(),
      withdrawn: [],
    },
  }
}

/**
 * Maps one Bundle with exactly one Patient to documents of ours, all of them valid by our schemas. Every entry is
 * accounted for once: mapped, left out with a reason, or invalid with its problems. Nothing of a Bundle whose patient
 * is invalid comes.
 */
export function* mapBundleSteps(bundle: unknown, options: MapOptions): MapSteps {
  const type = (bundle as { resourceType?: unknown } | null | undefined)?.resourceType
  if (type !== 'Bundle')
    return refuse({ kind: 'not-a-bundle', found: typeof type === 'string' ? type.slice(0, 60) : '' })
  const { entry: list } = bundle as { entry?: unknown }
  const raw: unknown[] = Array.isArray(list) ? list : []
  const patients = raw.filter(isPatient)
  if (patients.length === 0) return refuse({ kind: 'no-patient' })
  if (patients.length > 1) return refuse({ kind: 'several-patients', count: patients.length })

  const outcomes: EntryOutcome[] = []
  const entries = readEntries(raw, localSystemOf(patients[0]), outcomes)
  const patientEntry = entries.find((entry) => entry.resource.resourceType === 'Patient')!
  const index = new BundleIndex(entries)
  const start = startAssembly(patientEntry, index, options)
  if ('problems' in start) return refuse({ kind: 'patient-invalid', problems: start.problems })
  const assembly = start.value

  const unmappedFields: Record<string, number> = {}
  const note = (entry: BundleEntry, outcome: ResourceOutcome) => {
    const { resourceType } = entry.resource
    outcomes.push({ index: entry.index, resourceType, resourceId: entry.id, ...outcome })
    if (outcome.outcome === 'mapped') countUnmapped(entry, unmappedFields)
  }
  note(patientEntry, mapped(assembly.patient.id))
  const rank = (entry: BundleEntry) => readOrder.indexOf(entry.resource.resourceType)
  for (const entry of entries)
    if (entry !== patientEntry && rank(entry) < 0)
      note(entry, leftOut(reasonOfType(entry.resource.resourceType)))
  const wanted = entries.filter((entry) => rank(entry) >= 0).sort((a, b) => rank(a) - rank(b))
  for (const [done, entry] of wanted.entries()) {
    note(entry, addResource(entry, assembly))
    yield { done: done + 1, total: wanted.length }
  }
  const finishing = finishAssembly(assembly)
  let finish = finishing.next()
  while (!finish.done) {
    yield { done: wanted.length, total: wanted.length }
    finish = finishing.next()
  }
  const { documents, refused } = finish.value
  const checked = outcomes.map((outcome): EntryOutcome => {
    // A document may still be refused as a whole; its entries then say so.
    if (outcome.outcome !== 'mapped' || !refused.has(outcome.documentId)) return outcome
    const { documentId, ...place } = outcome
    return { ...place, ...invalid({ path: `entry[${place.index}].resource`, code: 'not-accepted' }) }
  })
  const value = {
    patientId: assembly.patient.id,
    documents,
    entries: checked.sort((a, b) => a.index - b.index),
    unresolved: index.unresolved,
    unmappedFields,
    withdrawn: assembly.withdrawn,
  }
  return { ok: true, value }
}

/** The same in one go, where nobody waits in front of a screen. */
export function mapBundle(bundle: unknown, options: MapOptions): MapResult {
  return runSteps(mapBundleSteps(bundle, options))
}
