/**
 * Codes and units of vital signs and common results for FHIR.
 *
 * This material contains content from LOINC (http://loinc.org). LOINC is copyright © Regenstrief Institute, Inc. and
 * the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under the license
 * at http://loinc.org/license. LOINC® is a registered United States trademark of Regenstrief Institute, Inc.
 */
export interface LoincRow {
  loinc: string
  /** The display text of the FHIR vital-signs profiles (HL7, CC0). */
  display: string
  /** In Russian, ours. */
  title: string
  /** UCUM unit; absent for a panel or a coded answer. */
  ucum?: string
  /** Profile of FHIR R4: `http://hl7.org/fhir/StructureDefinition/<profile>`. */
  profile?: string
}

/** The notice that goes with every export and every screen that shows LOINC names. */
export const loincNotice =
  'This material contains content from LOINC (http://loinc.org) © Regenstrief Institute'

// biome-ignore format: a table
export const vitalsLoinc: readonly LoincRow[] = [
  { loinc: '85353-1', display: 'Vital signs panel', title: 'Жизненно важные показатели', profile: 'vitalspanel' },
  { loinc: '8867-4', display: 'Heart rate', title: 'Частота сердечных сокращений', ucum: '/min', profile: 'heartrate' },
  { loinc: '9279-1', display: 'Respiratory rate', title: 'Частота дыхания', ucum: '/min', profile: 'resprate' },
  { loinc: '8310-5', display: 'Body temperature', title: 'Температура тела', ucum: 'Cel', profile: 'bodytemp' },
  { loinc: '2708-6', display: 'Oxygen saturation in Arterial blood', title: 'Сатурация кислорода', ucum: '%', profile: 'oxygensat' },
  { loinc: '59408-5', display: 'Oxygen saturation by Pulse oximetry', title: 'SpO2 (пульсоксиметр)', ucum: '%', profile: 'oxygensat' },
  { loinc: '8302-2', display: 'Body height', title: 'Рост', ucum: 'cm', profile: 'bodyheight' },
  { loinc: '8306-3', display: 'Body height --lying', title: 'Длина тела (лёжа)', ucum: 'cm' },
  { loinc: '9843-4', display: 'Head circumference', title: 'Окружность головы', ucum: 'cm', profile: 'headcircum' },
  { loinc: '29463-7', display: 'Body weight', title: 'Масса тела', ucum: 'kg', profile: 'bodyweight' },
  { loinc: '39156-5', display: 'Body mass index', title: 'Индекс массы тела', ucum: 'kg/m2', profile: 'bmi' },
  { loinc: '85354-9', display: 'Blood pressure panel', title: 'Артериальное давление', profile: 'bp' },
  { loinc: '8480-6', display: 'Systolic blood pressure', title: 'Систолическое АД', ucum: 'mm[Hg]', profile: 'bp' },
  { loinc: '8462-4', display: 'Diastolic blood pressure', title: 'Диастолическое АД', ucum: 'mm[Hg]', profile: 'bp' },
  { loinc: '8280-0', display: 'Waist circumference', title: 'Окружность талии', ucum: 'cm' },
  { loinc: '2339-0', display: 'Glucose [Mass/vol] Blood', title: 'Глюкоза крови (масс.)', ucum: 'mg/dL' },
  { loinc: '15074-8', display: 'Glucose [Moles/vol] Blood', title: 'Глюкоза крови', ucum: 'mmol/L' },
  { loinc: '2093-3', display: 'Cholesterol [Mass/vol]', title: 'Холестерин (масс.)', ucum: 'mg/dL' },
  { loinc: '14647-2', display: 'Cholesterol [Moles/vol]', title: 'Общий холестерин', ucum: 'mmol/L' },
  { loinc: '14646-4', display: 'HDL cholesterol [Moles/vol]', title: 'ЛПВП', ucum: 'mmol/L' },
  { loinc: '4548-4', display: 'Hemoglobin A1c', title: 'Гликированный гемоглобин', ucum: '%' },
  { loinc: '14682-9', display: 'Creatinine [Moles/vol]', title: 'Креатинин', ucum: 'umol/L' },
  { loinc: '718-7', display: 'Hemoglobin', title: 'Гемоглобин', ucum: 'g/dL' },
  { loinc: '72166-2', display: 'Tobacco smoking status', title: 'Статус курения' },
]

const byLoinc = new Map(vitalsLoinc.map((row) => [row.loinc, row]))

/** The row of a LOINC code. */
export const vitalByLoinc = (loinc: string): LoincRow | undefined => byLoinc.get(loinc)
