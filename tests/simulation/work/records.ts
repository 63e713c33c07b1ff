import { newEnvelope, touched } from '#shared/domain/common/command-context.ts'
import {
  addCondition,
  editCondition,
  setConditionStatus,
} from '#shared/domain/condition/condition.commands.ts'
import { isSettledByFields } from '#shared/domain/inbox/conflict-choice.ts'
import { resolveItem } from '#shared/domain/inbox/inbox.commands.ts'
import { settleConflict } from '#shared/domain/inbox/settlement.commands.ts'
import { measurementsSchemaVersion } from '#shared/domain/measurement/measurement.schema.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import {
  cancelPrescription,
  mayCancel,
  prescribe,
  startPrescription,
} from '#shared/domain/prescription/prescription.commands.ts'
import { amendVisit, cancelVisit, signVisit, startDraft } from '#shared/domain/visit/visit.commands.ts'
import type { VisitDraft } from '#shared/domain/visit/visit.schema.ts'
import { currentVersions } from '#shared/domain/visit/visit.versions.ts'
import { type Deed, type Hands, somePatient } from './deed.ts'
import { electronically } from './sign.ts'

const visitContext = ({ program }: Hands, patient: Patient) => ({ ...program.context, patient })

function draftOf(hands: Hands, patient: Patient): VisitDraft {
  const { program, token } = hands
  const { context } = program
  return {
    ...startDraft(patient.id, 'ambulatory', context),
    complaints: `Кашель ${token.text}`,
    diagnoses: [
      {
        id: context.makeId('diagnosis'),
        coding: { system: 'icd-10', code: 'J06.9', display: 'ОРИ' },
        role: 'main',
        certainty: 'final',
      },
    ],
  }
}

const visit: Deed = {
  name: 'signs a visit',
  weight: 8,
  async run(hands) {
    const patient = somePatient(hands)
    const signed = patient && signVisit(draftOf(hands, patient), visitContext(hands, patient))
    if (!signed?.ok) return false
    await hands.save([], electronically(signed.value))
    return true
  },
}

const amendment: Deed = {
  name: 'amends a visit',
  weight: 3,
  async run(hands) {
    const { program, random, token } = hands
    const patient = somePatient(hands)
    if (!patient) return false
    const visits = currentVersions(await program.data.visits.ofPatient(patient.id)).filter(
      ({ status }) => status === 'signed',
    )
    if (visits.length === 0) return false
    const of = random.pick(visits)
    const draft = {
      ...amendVisit(of, program.context),
      complaints: `Кашель прошёл ${token.text}`,
      amendmentReason: 'описка',
    }
    const made = random.chance(0.2)
      ? cancelVisit(of, `ошибка ${token.text}`, visitContext(hands, patient))
      : signVisit(draft, visitContext(hands, patient))
    if (!made.ok) return false
    await hands.save([], electronically(made.value))
    return true
  },
}

const prescription: Deed = {
  name: 'prescribes',
  weight: 4,
  async run(hands) {
    const { program, token, station, random } = hands
    const patient = somePatient(hands)
    if (!patient) return false
    const draft = {
      ...startPrescription(patient.id, undefined, program.context),
      medication: { inn: 'Амоксициллин', form: 'таблетки', strength: '500 мг', control: 'ordinary' as const },
      dosage: { text: `По 1 таблетке ${token.text}` },
      quantity: { value: 20, unit: 'табл.' },
      payment:
        station.person.role === 'doctor' && random.chance(0.3) ? ('free' as const) : ('ordinary' as const),
    }
    const signed = prescribe(draft, { ...visitContext(hands, patient), prescriptions: [] })
    if (!signed.ok) return false
    await hands.save([], electronically(signed.value))
    return true
  },
}

const cancel: Deed = {
  name: 'cancels a prescription',
  weight: 2,
  async run(hands) {
    const { program, token, station, random } = hands
    const patient = somePatient(hands)
    if (!patient) return false
    const all = await program.data.prescriptions.ofPatient(patient.id)
    const open = all.filter((each) => mayCancel(each, station.person.role))
    if (open.length === 0) return false
    const of = random.pick(open)
    const made = cancelPrescription(of, `отменён ${token.text}`, program.context)
    if (!made.ok) return false
    await hands.save([of], made.value)
    return true
  },
}

const condition: Deed = {
  name: 'keeps the problem list',
  weight: 5,
  async run(hands) {
    const { program, token, random } = hands
    const patient = somePatient(hands)
    if (!patient) return false
    const list = await program.data.conditions.ofPatient(patient.id)
    const coding = { system: 'icd-10', code: `I1${random.int(0, 9)}`, display: `Диагноз ${token.text}` }
    const dispensary = { group: random.pick(['Д(I)', 'Д(II)']), since: '2026-01-01' }
    if (list.length === 0 || random.chance(0.3)) {
      const plain = { ...coding, display: 'Гипертензия' }
      const draft = { coding: plain, note: token.text, ...(random.chance(0.3) ? { dispensary } : {}) }
      const made = addCondition(patient.id, draft, list, program.context)
      if (!made.ok) return false
      await hands.save([], made.value)
      return true
    }
    const of = random.pick(list)
    const draft = random.chance(0.5)
      ? { coding: of.coding, note: token.text }
      : { coding, note: of.note ?? '' }
    const made = editCondition(of, draft, list, program.context)
    if (!made.ok) return false
    const next = random.chance(0.2)
      ? setConditionStatus(made.value, 'remission', program.context)
      : made.value
    await hands.save([of], next)
    return true
  },
}

const measurement: Deed = {
  name: 'writes a measurement',
  weight: 3,
  async run(hands) {
    const { program, token } = hands
    const { context } = program
    const patient = somePatient(hands)
    if (!patient) return false
    const id = `measurements:${patient.id.slice(8)}-2026-11`
    const item = {
      id: context.makeId('measurement'),
      coding: { system: 'loinc', code: '8867-4', display: 'Пульс' },
      takenAt: new Date(context.clock.now()).toISOString(),
      text: token.text,
      category: 'vital-signs' as const,
    }
    const current = await program.data.measurements.get(id)
    if (current)
      await hands.save([current], touched({ ...current, items: [...current.items, item] }, context))
    else
      await hands.save([], {
        ...newEnvelope('measurements', measurementsSchemaVersion, context),
        id,
        patientId: patient.id,
        month: '2026-11',
        items: [item],
      })
    return true
  },
}

/** Looks into the inbox and puts a conflict right, as the inbox page does. */
const inbox: Deed = {
  name: 'resolves a conflict',
  weight: 2,
  async run(hands) {
    const { program, random, token } = hands
    const open = await new Promise<Parameters<typeof resolveItem>[0][]>((resolve, reject) => {
      const end = program.data.inbox.watchOpen().subscribe((items) => {
        resolve(items)
        queueMicrotask(() => end())
      }, reject)
    })
    if (open.length === 0) return false
    const item = random.pick(open.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    const current =
      item.documentType === 'patient' ? await program.data.patients.get(item.documentId) : undefined
    if (current && isSettledByFields(item)) {
      const choices = Object.fromEntries(
        (item.fields ?? []).map(({ path }) => [path, random.pick(['local', 'server'] as const)]),
      )
      const settled = settleConflict(item, current, choices, program.context)
      if (!settled.ok) return false
      const { document, item: resolved } = settled.value
      const resolution = { ...resolved.resolution!, choice: `fields ${token.text}` }
      await hands.save([current, item], { ...resolved, resolution }, document)
      return true
    }
    // A document that is refused again opens its record again: what was chosen before says nothing any more.
    const choice = item.kind === 'refusal' ? 'seen' : `seen ${token.text}`
    await hands.save([item], resolveItem(item, choice, program.context))
    return true
  },
}

/** Two PCs with one restored draft: both sign it under one id, with other words. */
export const twinVisit: Deed = {
  name: 'signs a draft that another PC has too',
  weight: 0,
  async run(hands) {
    const { program, station } = hands
    const patient = somePatient(hands)
    if (!patient) return false
    const signed = signVisit(
      { ...draftOf(hands, patient), id: `visit:twin-${patient.id.slice(8)}` },
      visitContext(hands, patient),
    )
    if (!signed.ok) return false
    if (await program.data.visits.get(signed.value.id)) return false
    void station
    await hands.save([], electronically(signed.value))
    return true
  },
}

export const recordDeeds: readonly Deed[] = [
  visit,
  amendment,
  prescription,
  cancel,
  condition,
  measurement,
  inbox,
  { ...twinVisit, weight: 1 },
]
