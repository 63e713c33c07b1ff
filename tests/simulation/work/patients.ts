import { touched } from '#shared/domain/common/command-context.ts'
import { addAllergy, editAllergy, setAllergyStatus } from '#shared/domain/patient/allergy.commands.ts'
import { editOnto, editPatient, registerPatient } from '#shared/domain/patient/patient.commands.ts'
import { draftOfPatient, type PatientDraft } from '#shared/domain/patient/patient.draft.ts'
import { type Patient, patientSchemaVersion } from '#shared/domain/patient/patient.schema.ts'
import { villages } from '../world/clinic-server.ts'
import { type Deed, type Hands, somePatient } from './deed.ts'

/** Where a new patient lives, or moves to: a feldsher registers own people, mostly; some cards name no village. */
function someVillage({ random, station }: Hands): string | undefined {
  const own = station.person.villages
  if (own.length > 0 && random.chance(0.7)) return random.pick(own)
  return random.chance(0.3) ? undefined : random.pick(villages)
}

function newDraft(hands: Hands): PatientDraft {
  const { random, token } = hands
  const settlement = someVillage(hands)
  return {
    name: {
      family: random.pick(['Лукашевич', 'Бобрик', 'Савич', 'Ковалёва']),
      given: random.pick(['Мария', 'Анна', 'Пётр', 'Иван']),
    },
    sex: random.pick(['female', 'male']),
    birthDate: `19${random.int(30, 99)}-0${random.int(1, 9)}-1${random.int(0, 9)}`,
    previousNames: [],
    contacts: [],
    note: token.text,
    ...(settlement === undefined ? {} : { address: { settlement } }),
  }
}

const register: Deed = {
  name: 'registers a patient',
  weight: 3,
  async run(hands) {
    const made = registerPatient(newDraft(hands), hands.program.context)
    if (!made.ok) return false
    await hands.save([], made.value)
    return true
  },
}

/** What the form of a card is filled with. */
const edits: ((draft: PatientDraft, hands: Hands) => PatientDraft)[] = [
  (draft, { token, random }) => ({
    ...draft,
    note: random.chance(0.5) ? token.text : `${draft.note ?? ''} ${token.text}`,
  }),
  (draft, { token }) => ({ ...draft, address: { ...draft.address, street: `ул. ${token.text}` } }),
  (draft, { token }) => ({ ...draft, address: { ...draft.address, house: token.text } }),
  (draft, { token }) => ({ ...draft, name: { ...draft.name, family: `Иванова ${token.text}` } }),
  (draft, { token }) => ({ ...draft, bloodGroup: `A ${token.text}` }),
  (draft, { token, program }) => ({
    ...draft,
    contacts: [
      ...draft.contacts,
      { id: program.context.makeId('contact'), system: 'email' as const, value: `${token.text}@example.by` },
    ],
  }),
  (draft, { token }) => ({
    ...draft,
    contacts: draft.contacts.map((contact, index) =>
      index > 0 ? contact : { ...contact, value: `${token.text}@example.org` },
    ),
  }),
]

/** The patient's stations change with it; one of them may write at the same time, far from any link. */
const move = (draft: PatientDraft, hands: Hands): PatientDraft => {
  const { settlement: _, ...address } = draft.address ?? {}
  const next = someVillage(hands)
  return {
    ...draft,
    address: {
      ...address,
      ...(next === undefined ? {} : { settlement: next }),
      street: `ул. ${hands.token.text}`,
    },
  }
}

/** As the form does it: opened, typed for a while, put into the card as it stands then. */
const edit: Deed = {
  name: 'edits a card',
  weight: 10,
  run: (hands) => fillIn(hands, hands.random.pick(edits)),
}

const movePatient: Deed = { name: 'moves a patient', weight: 2, run: (hands) => fillIn(hands, move) }

async function fillIn(hands: Hands, change: (typeof edits)[number]): Promise<boolean> {
  const { program, random, time, token } = hands
  const opened = somePatient(hands)
  if (!opened) return false
  await time.sleep(random.int(100, 30_000))
  const edited = editPatient(opened, change(draftOfPatient(opened), hands), program.context)
  if (!edited.ok || !JSON.stringify(edited.value).includes(token.text)) return false
  const current = await program.data.patients.get(opened.id)
  if (!current) return false
  const { patient, met } = editOnto(opened, edited.value, current, program.context)
  await hands.save([opened, current], ...(met ? [met] : []), patient)
  return true
}

const allergies: Deed = {
  name: 'writes an allergy',
  weight: 5,
  async run(hands) {
    const { program, random, token } = hands
    const known = somePatient(hands)
    const current = known && (await program.data.patients.get(known.id))
    if (!current) return false
    const first = current.allergies?.[0]
    const { makeId } = program.context
    const draft = {
      substance: { text: random.pick(['пенициллин', 'йод', 'пыльца', 'лидокаин']) },
      category: 'medication' as const,
      criticality: random.pick(['high', 'low'] as const),
      reaction: `сыпь ${token.text}`,
    }
    const changed =
      first && random.chance(0.4)
        ? editAllergy(current, first.id, { ...draft, substance: first.substance }, program.context)
        : addAllergy(
            current,
            { ...draft, substance: { text: `${draft.substance.text} ${makeId('x')}` } },
            program.context,
          )
    if (!changed.ok) return false
    const ended =
      first && random.chance(0.1)
        ? setAllergyStatus(changed.value, first.id, 'resolved', program.context)
        : changed.value
    await hands.save([current], ended)
    return true
  },
}

/** Written by a mistake of a program: the server refuses it, and it must not be in anybody's way. */
const refused: Deed = {
  name: 'writes what the server refuses',
  weight: 0.5,
  async run(hands) {
    const made = registerPatient(newDraft(hands), hands.program.context)
    if (!made.ok) return false
    await hands.save([], { ...made.value, bloodGroup: 'x'.repeat(21) })
    return true
  },
}

/** The PC that was updated first: its program writes a member that the others do not know, in a later form of the card. */
const updatedFirst = 'pc1'
const newer: Deed = {
  name: 'writes with a newer program',
  weight: 1,
  async run(hands) {
    const { program, station, token } = hands
    const known = station.name === updatedFirst ? somePatient(hands) : undefined
    const current = known && (await program.data.patients.get(known.id))
    if (!current) return false
    const later = { ...(current as { later?: object }).later, [token.text]: true }
    const schemaVersion = patientSchemaVersion + 1
    await hands.save([current], touched({ ...current, schemaVersion, later } as Patient, program.context))
    return true
  },
}

/** A card made twice by mistake is deleted. */
const remove: Deed = {
  name: 'deletes a card',
  weight: 0.7,
  async run(hands) {
    const { program, token } = hands
    const known = somePatient(hands)
    const current = known && (await program.data.patients.get(known.id))
    if (!current) return false
    token.deletes = current.id
    const tombstone = {
      ...current,
      updatedAt: program.context.hybridClock.next(),
      author: program.context.author,
      _deleted: true,
    }
    await hands.save([current], tombstone as Patient)
    return true
  },
}

export const patientDeeds: readonly Deed[] = [register, edit, movePatient, allergies, refused, newer, remove]
