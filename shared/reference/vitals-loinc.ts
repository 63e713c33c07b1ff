import type { Vitals } from '../domain/visit/visit.schema.ts'

/**
 * The LOINC codes by which a vital sign of a visit is known in FHIR: those of the vital signs profiles of FHIR R4 and
 * their usual relatives. The only LOINC content of the product; whoever shows or exports it shows `loincNotice` too.
 */
export interface VitalLoinc {
  loinc: string
  /** The display text of the FHIR vital-signs profiles (HL7, CC0). */
  display: string
  /** The field of a visit it is. */
  vital: keyof Vitals & string
}

/** The notice that the LOINC license asks for (http://loinc.org/license). A legal text: it is not translated. */
export const loincNotice =
  'This material contains content from LOINC (http://loinc.org). LOINC is copyright © Regenstrief Institute, Inc. and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under the license at http://loinc.org/license. LOINC® is a registered United States trademark of Regenstrief Institute, Inc.'

// biome-ignore format: a table
export const vitalsLoinc = [
  { loinc: '8480-6', display: 'Systolic blood pressure', vital: 'systolicMmHg' },
  { loinc: '8462-4', display: 'Diastolic blood pressure', vital: 'diastolicMmHg' },
  { loinc: '8867-4', display: 'Heart rate', vital: 'pulsePerMin' },
  { loinc: '9279-1', display: 'Respiratory rate', vital: 'respirationPerMin' },
  { loinc: '8310-5', display: 'Body temperature', vital: 'temperatureC' },
  { loinc: '8331-1', display: 'Oral temperature', vital: 'temperatureC' },
  { loinc: '2708-6', display: 'Oxygen saturation in Arterial blood', vital: 'spo2Percent' },
  { loinc: '59408-5', display: 'Oxygen saturation by Pulse oximetry', vital: 'spo2Percent' },
  { loinc: '8302-2', display: 'Body height', vital: 'heightCm' },
  { loinc: '8306-3', display: 'Body height --lying', vital: 'heightCm' },
  { loinc: '29463-7', display: 'Body weight', vital: 'weightKg' },
  { loinc: '3141-9', display: 'Body weight Measured', vital: 'weightKg' },
  { loinc: '8280-0', display: 'Waist circumference', vital: 'waistCm' },
  { loinc: '9843-4', display: 'Head circumference', vital: 'headCircumferenceCm' },
  { loinc: '8287-5', display: 'Head circumference by Tape measure', vital: 'headCircumferenceCm' },
  { loinc: '15074-8', display: 'Glucose [Moles/vol] Blood', vital: 'glucoseMmolL' },
  { loinc: '2339-0', display: 'Glucose [Mass/vol] Blood', vital: 'glucoseMmolL' },
  { loinc: '2345-7', display: 'Glucose [Mass/vol] Serum or Plasma', vital: 'glucoseMmolL' },
  { loinc: '72514-3', display: 'Pain severity - 0-10 verbal numeric rating', vital: 'painScore' },
] as const satisfies readonly VitalLoinc[]

const byLoinc = new Map<string, (typeof vitalsLoinc)[number]>(vitalsLoinc.map((row) => [row.loinc, row]))

/** The row of a LOINC code. */
export const vitalByLoinc = (loinc: string): (typeof vitalsLoinc)[number] | undefined => byLoinc.get(loinc)
