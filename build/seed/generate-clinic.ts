import type { ClinicDocument } from '#shared/domain/registry.ts'
import { dayOf } from './calendar.ts'
import { planVisits } from './course/plan-visits.ts'
import { visitQuotas } from './course/quotas.ts'
import { createHousehold } from './people/households.ts'
import { createProfile, type Profile } from './people/profile.ts'
import { createRandom } from './random.ts'
import { conditionDocuments, type WrittenVisit } from './record/condition-documents.ts'
import { immunizationDocuments } from './record/immunization-documents.ts'
import { measurementDocuments } from './record/measurement-documents.ts'
import { patientDocument } from './record/patient-document.ts'
import { prescriptionDocuments } from './record/prescription-documents.ts'
import { Timetable } from './record/timetable.ts'
import { seenBy, visitDocument } from './record/visit-document.ts'

export interface ClinicSize {
  patients: number
  /** All visits of all patients in the three years before today. */
  visits: number
  seed: number
  /** The moment after the last document; documents end with the day before it, in Belarus. */
  todayMs: number
  /** Documents in a batch; 500 unless told. */
  batchSize?: number
  /** Patients and visits alone, for benches. */
  light?: boolean
}

/** The people of the clinic, healthy and ill, without documents. */
export function createProfiles({ patients, seed, todayMs }: ClinicSize): Profile[] {
  const todayDay = dayOf(todayMs)
  const profiles: Profile[] = []
  for (let household = 0; profiles.length < patients; household++) {
    for (const person of createHousehold(createRandom(seed, 'household', household), todayDay)) {
      const index = profiles.length
      if (index >= patients) break
      profiles.push(createProfile(createRandom(seed, 'health', index), { ...person, index }, todayDay))
    }
  }
  return profiles
}

/**
 * A whole clinic in batches: each patient together with everything about them, so that every reference in a prefix of
 * the stream resolves. One seed and one day give the same documents with the same ids.
 */
export function* generateClinic(size: ClinicSize): Generator<ClinicDocument[]> {
  const todayDay = dayOf(size.todayMs)
  const profiles = createProfiles(size)
  const quotas = visitQuotas(size.seed, profiles, size.visits)
  const timetable = new Timetable()
  const takenNumbers = new Set<string>()
  const batchSize = size.batchSize ?? 500
  let batch: ClinicDocument[] = []
  for (const [index, profile] of profiles.entries()) {
    const random = createRandom(size.seed, 'record', index)
    batch.push(patientDocument(random, profile, todayDay, takenNumbers))
    const written: WrittenVisit[] = []
    for (const plan of planVisits(random, profile, quotas[index] ?? 0)) {
      const by = seenBy(random, profile, plan)
      const visit = visitDocument(random, profile, plan, by, timetable)
      written.push({ plan, visit })
      batch.push(visit)
      if (!size.light) batch.push(...prescriptionDocuments(random, profile, plan, visit, by, todayDay))
    }
    if (!size.light) {
      batch.push(...conditionDocuments(random, profile, written, todayDay))
      batch.push(...measurementDocuments(random, profile, written, todayDay))
      batch.push(...immunizationDocuments(random, profile, written, todayDay))
    }
    while (batch.length >= batchSize) {
      yield batch.slice(0, batchSize)
      batch = batch.slice(batchSize)
    }
  }
  if (batch.length > 0) yield batch
}
