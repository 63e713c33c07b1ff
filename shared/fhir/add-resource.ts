import type { z } from 'zod'
import { instantSchema } from '#shared/domain/common/envelope.ts'
import { conditionSchema } from '#shared/domain/condition/condition.schema.ts'
import { immunizationSchema } from '#shared/domain/immunization/immunization.schema.ts'
import { measurementSchema } from '#shared/domain/measurement/measurement.schema.ts'
import { allergySchema } from '#shared/domain/patient/patient.schema.ts'
import { prescriptionSchema } from '#shared/domain/prescription/prescription.schema.ts'
import { diagnosisSchema, procedureSchema, visitSchema } from '#shared/domain/visit/visit.schema.ts'
import { type Assembly, monthSource } from './assembly.ts'
import type { BundleEntry } from './bundle-index.ts'
import type { FhirReference } from './elements.ts'
import { foreignSubject, keep, problemAt, type SourcedEntry, visitOf } from './entry-checks.ts'
import { fhirAllergy, mapAllergy } from './map-allergy.ts'
import { diagnosisOf, fhirCondition, mapCondition } from './map-condition.ts'
import { fhirEncounter, mapEncounter } from './map-encounter.ts'
import { fhirImmunization, mapImmunization } from './map-immunization.ts'
import { fhirMedicationRequest, mapMedicationRequest, medicationOf } from './map-medication-request.ts'
import { fhirObservation, mapObservation } from './map-observation.ts'
import { fhirProcedure, mapProcedure } from './map-procedure.ts'
import { invalid, isLeftOut, leftOut, mapped, type ResourceOutcome } from './outcome.ts'
import { readResource, refusedByUs } from './read-resource.ts'
import { importedId } from './source-id.ts'
import { takeVitals } from './take-vitals.ts'

type Add<T> = (resource: T, entry: SourcedEntry, assembly: Assembly) => ResourceOutcome

const addAllergy: Add<z.infer<typeof fhirAllergy>> = (resource, entry, assembly) => {
  const { patient } = assembly
  const result = mapAllergy(resource, entry, assembly.context)
  if (result === undefined) return invalid(problemAt(entry, 'code', 'required'))
  if (isLeftOut(result)) return result
  if ('noKnownAllergiesAt' in result) {
    if (!instantSchema.safeParse(result.noKnownAllergiesAt).success) return leftOut('no-known-allergy')
    patient.noKnownAllergiesAt = result.noKnownAllergiesAt!
    return mapped(patient.id)
  }
  const problems = keep(allergySchema, result.allergy, entry, (allergy) => {
    patient.allergies = [...(patient.allergies ?? []), allergy]
  })
  return problems.length > 0 ? invalid(...problems) : mapped(patient.id)
}

const addEncounter: Add<z.infer<typeof fhirEncounter>> = (resource, entry, assembly) => {
  const visit = mapEncounter(resource, entry, assembly.context)
  if (isLeftOut(visit)) return visit
  const problems = keep(visitSchema, visit, entry, (sound) => assembly.visits.set(entry, sound))
  if (problems.length > 0) return invalid(...problems)
  const listed = resource.diagnosis ?? []
  const main = listed.find(({ rank }) => rank === 1) ?? listed[0]
  for (const one of listed) {
    const condition = assembly.context.index.resolve(one.condition, entry, 'diagnosis.condition')
    if (condition) assembly.diagnosisPlaces.set(condition, { visit, main: one === main })
  }
  return mapped(visit.id)
}

const addCondition: Add<z.infer<typeof fhirCondition>> = (resource, entry, assembly) => {
  const place = assembly.diagnosisPlaces.get(entry)
  const visit = visitOf(resource.encounter, entry, assembly) ?? place?.visit
  const condition = mapCondition(resource, entry, visit?.id, assembly.context)
  const diagnosisId = importedId('diagnosis', entry.source)
  if (condition === undefined) return invalid(problemAt(entry, 'code', 'required'))
  if (isLeftOut(condition) || condition.clinicalStatus === 'entered-in-error')
    assembly.withdrawn.push(diagnosisId)
  if (isLeftOut(condition)) return condition
  const problems = keep(conditionSchema, condition, entry, (sound) => assembly.documents.push(sound))
  if (problems.length > 0) return invalid(...problems)
  if (visit && condition.clinicalStatus !== 'entered-in-error') {
    const first = !visit.diagnoses.some(({ role }) => role === 'main')
    const awaited = [...assembly.diagnosisPlaces.values()].some((one) => one.visit === visit && one.main)
    const main = place?.visit === visit ? place.main : first && !awaited
    const diagnosis = diagnosisOf(condition, main ? 'main' : 'comorbidity', entry.source)
    keep(diagnosisSchema, diagnosis, entry, (sound) => visit.diagnoses.push(sound))
  }
  return mapped(condition.id)
}

const addObservation: Add<z.infer<typeof fhirObservation>> = (resource, entry, assembly) => {
  const visit = visitOf(resource.encounter, entry, assembly)
  const measurement = mapObservation(resource, entry, visit)
  if (typeof measurement === 'string') return invalid(problemAt(entry, measurement, 'required'))
  if (isLeftOut(measurement)) {
    if (measurement.reason === 'entered-in-error')
      assembly.withdrawn.push(importedId('measurement', entry.source))
    return measurement
  }
  const problems = refusedByUs(measurementSchema, measurement, entry)
  if (problems.length > 0) return invalid(...problems)
  if (visit && takeVitals(resource, visit)) return mapped(visit.id)
  assembly.measurements.push(measurement)
  return mapped(importedId('measurements', monthSource(measurement.takenAt, assembly.context)))
}

const addProcedure: Add<z.infer<typeof fhirProcedure>> = (resource, entry, assembly) => {
  const procedure = mapProcedure(resource, entry)
  if (procedure === undefined) return invalid(problemAt(entry, 'code', 'required'))
  if (isLeftOut(procedure)) {
    assembly.withdrawn.push(importedId('procedure', entry.source))
    return procedure
  }
  const visit = visitOf(resource.encounter, entry, assembly)
  if (!visit) return leftOut('no-encounter')
  const problems = keep(procedureSchema, procedure, entry, (sound) => {
    visit.procedures = [...(visit.procedures ?? []), sound]
  })
  return problems.length > 0 ? invalid(...problems) : mapped(visit.id)
}

const addMedicationRequest: Add<z.infer<typeof fhirMedicationRequest>> = (resource, entry, assembly) => {
  const visit = visitOf(resource.encounter, entry, assembly)
  const prescription = mapMedicationRequest(resource, entry, visit, assembly.context)
  if (typeof prescription === 'string') return invalid(problemAt(entry, prescription, 'required'))
  if (isLeftOut(prescription)) return prescription
  const problems = keep(prescriptionSchema, prescription, entry, (sound) => assembly.documents.push(sound))
  if (problems.length > 0) return invalid(...problems)
  const medication = medicationOf(resource, entry, assembly.context).entry
  if (medication) assembly.usedMedications.set(medication, prescription.id)
  return mapped(prescription.id)
}

const addImmunization: Add<z.infer<typeof fhirImmunization>> = (resource, entry, assembly) => {
  const visit = visitOf(resource.encounter, entry, assembly)
  const immunization = mapImmunization(resource, entry, visit, assembly.context)
  if (typeof immunization === 'string') return invalid(problemAt(entry, immunization, 'required'))
  const problems = keep(immunizationSchema, immunization, entry, (sound) => assembly.documents.push(sound))
  return problems.length > 0 ? invalid(...problems) : mapped(immunization.id)
}

/** Reads, checks whose it is, adds. */
function reader<T>(schema: z.ZodType<T>, subject: (resource: T) => [FhirReference, string], add: Add<T>) {
  return (entry: SourcedEntry, assembly: Assembly): ResourceOutcome => {
    const read = readResource(schema, entry)
    if ('problems' in read) return invalid(...read.problems)
    const foreign = foreignSubject(subject(read.value)[0], entry, subject(read.value)[1], assembly)
    return foreign ? invalid(foreign) : add(read.value, entry, assembly)
  }
}

const readers = {
  AllergyIntolerance: reader(fhirAllergy, ({ patient }) => [patient, 'patient'], addAllergy),
  Encounter: reader(fhirEncounter, ({ subject }) => [subject, 'subject'], addEncounter),
  Condition: reader(fhirCondition, ({ subject }) => [subject, 'subject'], addCondition),
  Observation: reader(fhirObservation, ({ subject }) => [subject, 'subject'], addObservation),
  Procedure: reader(fhirProcedure, ({ subject }) => [subject, 'subject'], addProcedure),
  MedicationRequest: reader(
    fhirMedicationRequest,
    ({ subject }) => [subject, 'subject'],
    addMedicationRequest,
  ),
  Immunization: reader(fhirImmunization, ({ patient }) => [patient, 'patient'], addImmunization),
  Medication: (entry: SourcedEntry, assembly: Assembly): ResourceOutcome => {
    const prescriptionId = assembly.usedMedications.get(entry)
    return prescriptionId === undefined ? leftOut('unused') : mapped(prescriptionId)
  },
}

/**
 * The types that become part of the record, in the order in which documents need each other: a diagnosis and a vital
 * sign want their visit, a Medication is known to be used after the prescriptions.
 */
export const readOrder: readonly string[] = Object.keys(readers)

/** Adds one resource of a type in `readOrder` to the record. */
export function addResource(entry: BundleEntry, assembly: Assembly): ResourceOutcome {
  const { source } = entry
  if (source === undefined) return invalid(problemAt(entry, 'id', 'no-identity'))
  const sourced = entry as SourcedEntry
  return readers[entry.resource.resourceType as keyof typeof readers](sourced, assembly)
}
