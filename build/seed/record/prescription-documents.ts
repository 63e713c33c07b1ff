import { dosageText, quantityUnit } from '#shared/domain/prescription/dosage.ts'
import type { Prescription } from '#shared/domain/prescription/prescription.schema.ts'
import { validUntil } from '#shared/domain/prescription/prescription-validity.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import { ulid } from '#shared/kit/ids.ts'
import { type Day, dayFromIso, isoDay } from '../calendar.ts'
import type { PlannedVisit } from '../course/plan-visits.ts'
import { type DrugKey, drugs } from '../data/drugs.ts'
import { facilityById, type StaffMember } from '../demo-clinic.ts'
import { isTolerated, type Profile } from '../people/profile.ts'
import type { Random } from '../random.ts'
import { seedEnvelope } from './envelope.ts'
import { codingOf } from './visit-document.ts'

/** Which drugs this visit ends with: a course for what is acute, now and then the standing therapy for what stays. */
function drugsOf(random: Random, profile: Profile, plan: PlannedVisit): readonly DrugKey[] {
  const age = (plan.day - profile.person.birthDay) / 365.25
  if (plan.stage.drugs) {
    const groups = plan.stage.drugs.filter((group) =>
      group.every((key) => isTolerated(key, profile.allergies)),
    )
    const group = groups.length > 0 ? random.pick(groups) : []
    // Tablets and capsules of adults are not for small children.
    return group.filter((key) => age >= 12 || !/^(таблет|капсул)/.test(drugs[key].form))
  }
  if (!plan.illness) return []
  const due = { prescription: 1, control: 0.5, patronage: 0.3 } as Record<string, number>
  return random.chance(due[plan.topic] ?? 0) ? plan.illness.therapy : []
}

/** A doctor may write preferential and free ones, a feldsher only ordinary ones (resolution 99). */
function paymentOf(profile: Profile, plan: PlannedVisit, by: StaffMember): Prescription['payment'] {
  if (by.author.role !== 'doctor') return 'ordinary'
  if (plan.illness?.template.key === 'diabetes') return 'free'
  return profile.privileged && plan.illness ? 'preferential' : 'ordinary'
}

/** The prescriptions of one visit, signed with it. */
export function prescriptionDocuments(
  random: Random,
  profile: Profile,
  plan: PlannedVisit,
  visit: Visit,
  by: StaffMember,
  todayDay: Day,
): Prescription[] {
  const signature = visit.signature
  if (!signature) return []
  const issuedDay = isoDay(plan.day)
  const crb = facilityById('facility:priozersk-crb')
  const unit = facilityById(by.facilityId)
  return drugsOf(random, profile, plan).map((key) => {
    const drug = drugs[key]
    const payment = paymentOf(profile, plan, by)
    const until = validUntil(payment, undefined, issuedDay)
    const over = until !== undefined && dayFromIso(until) < todayDay
    const boughtDay = plan.day + random.int(0, 4)
    const bought = boughtDay < todayDay && random.chance(0.85)
    const cancelled = !bought && random.chance(0.15)
    const parts = { dose: drug.dose, timesPerDay: drug.timesPerDay, durationDays: drug.durationDays }
    const words = drug.asNeeded
      ? drug.dose
      : dosageText(drug.course === 'long-term' ? { ...parts, durationDays: undefined } : parts)
    const id = ulid({ now: () => Date.parse(signature.signedAt) }, random.bytes)
    return {
      ...seedEnvelope('prescription', id, signature.signedAt, by.author),
      patientId: visit.patientId,
      visitId: visit.id,
      status: bought ? 'completed' : cancelled ? 'cancelled' : over ? 'unknown' : 'active',
      ...(cancelled ? { cancelReason: 'Замена препарата' } : {}),
      medication: {
        inn: drug.inn,
        innLatin: drug.innLatin,
        form: drug.form,
        strength: drug.strength,
      },
      dosage: {
        text: `${words}, ${drug.text}`,
        ...parts,
        ...(drug.asNeeded ? { asNeeded: true } : {}),
      },
      quantity: { value: drug.quantity, unit: quantityUnit(drug.form) ?? drug.unit },
      payment,
      course: drug.course,
      diagnosis: codingOf(plan.code),
      issuedOn: signature.signedAt,
      ...(until ? { validUntil: until } : {}),
      practitioner: by.author,
      organization: {
        id: crb.id,
        name: crb.name,
        ...(crb.address ? { address: crb.address } : {}),
        ...(crb.payerNumber ? { payerNumber: crb.payerNumber } : {}),
        unitName: unit.name,
        ...(unit.address ? { unitAddress: unit.address } : {}),
        ...(unit.phone ? { phone: unit.phone } : {}),
      },
      signature,
      ...(bought
        ? {
            dispensed: [
              {
                id: 'dispense:1',
                at: isoDay(boughtDay),
                quantity: drug.quantity,
                by: 'Аптека № 47, аг. Заречье',
              },
            ],
          }
        : {}),
    }
  })
}
