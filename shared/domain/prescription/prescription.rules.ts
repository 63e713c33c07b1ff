import { roleRuleOf } from '../access/role-rules.ts'
import type { CommandContext, FieldProblem } from '../common/command-context.ts'
import { isPayerNumber } from '../common/payer-number.ts'
import type { Patient } from '../patient/patient.schema.ts'
import { matchAllergies } from './allergy-match.ts'
import type { PrescriptionDraft } from './prescription.draft.ts'
import type { Prescription } from './prescription.schema.ts'
import { isExpired } from './prescription-validity.ts'

export type PrescriptionPatient = Pick<
  Patient,
  'name' | 'birthDate' | 'sex' | 'allergies' | 'noKnownAllergiesAt' | 'deceasedAt'
>

/** What prescribing needs beside the draft. */
export interface PrescriptionContext extends CommandContext {
  patient: PrescriptionPatient
  /** The patient's other prescriptions. */
  prescriptions: readonly Prescription[]
  organization?: Prescription['organization']
  position?: string
}

/** One thing a check has to say. A `stop` needs a reason before the prescription can be signed. */
export interface CheckFinding {
  code: string
  severity: 'info' | 'warning' | 'stop'
  /** What tells two findings of one code apart: the allergy's id, the other prescription's id. */
  subject: string
  values: Record<string, string>
}

/** The key of a finding's reason in `PrescriptionDraft.overrides`. */
export const checkKey = (finding: Pick<CheckFinding, 'code' | 'subject'>): string =>
  `${finding.code} ${finding.subject}`

const sameSubstance = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()

/** Clinical checks of a drug against what is known of the patient. Empty without a drug. */
export function checkPrescription(
  draft: PrescriptionDraft,
  { patient, prescriptions, clock }: Pick<PrescriptionContext, 'patient' | 'prescriptions' | 'clock'>,
): CheckFinding[] {
  const inn = draft.medication.inn?.trim()
  if (!inn) return []
  const findings: CheckFinding[] = matchAllergies({ ...draft.medication, inn }, patient.allergies ?? []).map(
    ({ allergy, severity }) => ({
      code: severity === 'stop' ? 'allergy' : 'allergy-cross',
      severity,
      subject: allergy.id,
      values: { substance: allergy.substance.text, reaction: allergy.reaction ?? '' },
    }),
  )
  for (const other of prescriptions)
    if (
      other.id !== draft.id &&
      other.status === 'active' &&
      !isExpired(other, clock.now()) &&
      sameSubstance(other.medication.inn, inn)
    )
      findings.push({
        code: 'duplicate',
        severity: 'warning',
        subject: other.id,
        values: { inn: other.medication.inn },
      })
  if (!patient.allergies?.length && !patient.noKnownAllergiesAt)
    findings.push({ code: 'allergies-unknown', severity: 'warning', subject: 'patient', values: {} })
  if (draft.medication.form && !draft.medication.strength?.trim())
    findings.push({ code: 'no-strength', severity: 'warning', subject: 'drug', values: {} })
  if (draft.medication.control === 'unknown')
    findings.push({ code: 'control-unknown', severity: 'info', subject: 'drug', values: { inn } })
  return findings
}

/**
 * Who may prescribe what: feldshers write ordinary prescriptions only, never preferential or free, narcotic or
 * psychotropic ones (resolution 99 as amended by 139 of 18.09.2023); registrars and administrators none.
 */
export function rightProblems(
  draft: PrescriptionDraft,
  role: CommandContext['author']['role'],
): FieldProblem[] {
  const problem = (path: string, code: string): FieldProblem => ({ path, code, severity: 'error' })
  const { prescribes } = roleRuleOf(role)
  if (prescribes === 'all') return []
  if (prescribes === 'none') return [problem('', 'prescription.role-may-not-prescribe')]
  const problems: FieldProblem[] = []
  if (draft.payment !== 'ordinary') problems.push(problem('payment', 'prescription.feldsher-ordinary-only'))
  if (draft.medication.control === 'narcotic' || draft.medication.control === 'psychotropic')
    problems.push(problem('medication.inn', 'prescription.feldsher-no-controlled'))
  return problems
}

/** A name cut short: a dot at the end of a word (`амоксицилл.`), or capitals and dots only (`АСК`). */
const abbreviated = (name: string): boolean => /\p{L}\./u.test(name) || /^\p{Lu}{2,5}$/u.test(name.trim())

/** What is missing or wrong in the form; everything here keeps the prescription from being signed. */
export function prescriptionProblems(draft: PrescriptionDraft, context: PrescriptionContext): FieldProblem[] {
  const problems: FieldProblem[] = []
  const error = (path: string, code: string) => problems.push({ path, code, severity: 'error' })
  const inn = draft.medication.inn?.trim() ?? ''
  if (inn === '') error('medication.inn', 'prescription.no-drug')
  else if (abbreviated(inn)) error('medication.inn', 'prescription.name-abbreviated')
  if (!draft.medication.form?.trim()) error('medication.form', 'prescription.no-form')
  if (!draft.dosage.text?.trim()) error('dosage.text', 'prescription.no-dosage')
  if (!draft.quantity || !(draft.quantity.value > 0)) error('quantity.value', 'prescription.no-quantity')
  else if (draft.quantity.unit.trim() === '') error('quantity.unit', 'prescription.no-quantity-unit')
  if (context.patient.deceasedAt) error('', 'prescription.patient-died')
  problems.push(...rightProblems(draft, context.author.role))
  for (const finding of checkPrescription(draft, context))
    if (finding.severity === 'stop' && !draft.overrides[checkKey(finding)]?.trim())
      problems.push({
        path: `overrides.${checkKey(finding)}`,
        code: 'prescription.no-override-reason',
        severity: 'error',
        values: finding.values,
      })
  return problems
}

/**
 * Why a pharmacy would turn the printed form away, asked before printing (attachment to form 1, December 2025).
 * Stamp, signature and seal are put on by hand: the form has their places.
 */
export function pharmacyProblems(
  prescription: Pick<Prescription, 'organization' | 'practitioner' | 'issuedOn' | 'medication'>,
  patient: Pick<Patient, 'name'>,
): FieldProblem[] {
  const problems: FieldProblem[] = []
  const warn = (path: string, code: string) => problems.push({ path, code, severity: 'warning' })
  const { organization } = prescription
  if (!organization) warn('organization', 'prescription.no-organization')
  else if (!organization.payerNumber) warn('organization.payerNumber', 'prescription.no-payer-number')
  else if (!isPayerNumber(organization.payerNumber))
    warn('organization.payerNumber', 'prescription.wrong-payer-number')
  if (!patient.name.given?.trim()) warn('patient.name', 'prescription.no-patient-initials')
  if (prescription.practitioner.name.trim().split(/\s+/).length < 2)
    warn('practitioner.name', 'prescription.no-doctor-initials')
  if (prescription.issuedOn.length < 10) warn('issuedOn', 'prescription.no-date')
  if (abbreviated(prescription.medication.inn)) warn('medication.inn', 'prescription.name-abbreviated')
  return problems
}
