import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { readPersonalNumber } from '#shared/domain/patient/personal-number.ts'
import type { ClinicDocument } from '#shared/domain/registry.ts'
import { aggregates, collectionOfType } from '#shared/domain/registry.ts'
import { canonicalJson } from '#shared/kit/canonical-json.ts'
import { drugs } from './data/drugs.ts'
import { demoClinic, staff } from './demo-clinic.ts'
import { generateClinic } from './generate-clinic.ts'

const todayMs = Date.parse('2026-11-22T12:00:00Z')
const size = { patients: 300, visits: 3000, seed: 7, todayMs }
const ofType = <T extends ClinicDocument['type']>(documents: ClinicDocument[], type: T) =>
  documents.filter((document): document is Extract<ClinicDocument, { type: T }> => document.type === type)
const fingerprint = (documents: ClinicDocument[]) =>
  createHash('sha256').update(canonicalJson(documents)).digest('hex')

let all: ClinicDocument[]
let patients: Patient[]
beforeAll(() => {
  all = [...generateClinic(size)].flat()
  patients = ofType(all, 'patient')
})

describe('the demonstration clinic', () => {
  it('has exactly as many patients and visits as were asked for', () => {
    expect(patients).toHaveLength(300)
    expect(ofType(all, 'visit')).toHaveLength(3000)
  })

  it('holds only documents that the schemas accept', () => {
    const problems = all.flatMap((document) => {
      const name = collectionOfType(document.type)
      const parsed = name && aggregates[name].schema.safeParse(document)
      return parsed?.success ? [] : [`${document.id}: ${parsed?.error}`]
    })
    expect(problems).toEqual([])
  })

  it('is the same for the same seed and day, and another for another seed', () => {
    expect(fingerprint([...generateClinic({ ...size, batchSize: 97 })].flat())).toBe(fingerprint(all))
    expect(fingerprint([...generateClinic({ ...size, seed: 8 })].flat())).not.toBe(fingerprint(all))
  })

  it('gives every document its own id, valid in a URL', () => {
    expect(new Set(all.map((document) => document.id)).size).toBe(all.length)
    expect(all.filter(({ id }) => !/^[a-z]+:[A-Za-z0-9-]+$/.test(id))).toEqual([])
  })

  it('refers only to documents and facilities that came before or belong to the clinic', () => {
    const seen = new Set<string>(demoClinic.facilities.map((facility) => facility.id))
    for (const document of all) {
      const referred = [
        'patientId' in document ? document.patientId : undefined,
        'visitId' in document ? document.visitId : undefined,
        document.type === 'visit' ? document.facility?.id : undefined,
        document.type === 'patient' ? document.catchment?.stationId : undefined,
        ...(document.type === 'measurements' ? document.items.map((item) => item.visitId) : []),
      ].filter((id) => typeof id === 'string')
      expect(referred.filter((id) => !seen.has(id))).toEqual([])
      seen.add(document.id)
    }
  })

  it('dates nothing in the future but what is planned', () => {
    const now = new Date(todayMs).toISOString()
    const late = all.filter((document) => {
      const clinical = document.type === 'visit' ? [document.startedAt, document.signature?.signedAt] : []
      const taken = document.type === 'measurements' ? document.items.map((item) => item.takenAt) : []
      const given = document.type === 'immunization' ? [document.occurredAt] : []
      const issued =
        document.type === 'prescription'
          ? [document.issuedOn, ...(document.dispensed ?? []).map(({ at }) => at)]
          : []
      return [document.createdAt, document.updatedAt, ...clinical, ...taken, ...given, ...issued].some(
        (time) => time !== undefined && time >= now,
      )
    })
    expect(late).toEqual([])
  })

  it('sees nobody before they are born or after they have died, and only in working hours', () => {
    const byId = new Map(patients.map((patient) => [patient.id, patient]))
    for (const visit of ofType(all, 'visit')) {
      const patient = byId.get(visit.patientId)
      const start = new Date(Date.parse(visit.startedAt) + 3 * 3_600_000)
      expect(visit.startedAt > (patient?.birthDate ?? '9'), visit.id).toBe(true)
      expect(visit.startedAt.slice(0, 10) < (patient?.deceasedAt ?? '9'), visit.id).toBe(true)
      expect([0, 6]).not.toContain(start.getUTCDay())
      expect(start.getUTCHours()).toBeGreaterThanOrEqual(8)
      expect(start.getUTCHours()).toBeLessThan(16)
    }
  })

  it('never lets a practitioner see two people at once', () => {
    const times = ofType(all, 'visit').map((visit) => `${visit.practitioner.id} ${visit.startedAt}`)
    expect(new Set(times).size).toBe(times.length)
  })

  it('gives valid personal numbers that agree with sex and birth date, each once', () => {
    const numbers = patients.flatMap((patient) => patient.personalNumber ?? [])
    expect(numbers.length).toBeGreaterThan(250)
    expect(new Set(numbers).size).toBe(numbers.length)
    for (const patient of patients.filter(({ personalNumber }) => personalNumber)) {
      expect(readPersonalNumber(patient.personalNumber as string)).toMatchObject({
        sex: patient.sex,
        birthDate: patient.birthDate,
      })
    }
  })

  it('lets a feldsher write ordinary prescriptions only, a doctor others too', () => {
    const prescriptions = ofType(all, 'prescription')
    const feldshers = prescriptions.filter(({ practitioner }) => practitioner.role === 'feldsher')
    expect(feldshers.length).toBeGreaterThan(100)
    expect(feldshers.filter(({ payment }) => payment !== 'ordinary')).toEqual([])
    expect(prescriptions.some(({ payment }) => payment !== 'ordinary')).toBe(true)
  })

  it('prescribes nothing that the patient does not tolerate', () => {
    const byId = new Map(patients.map((patient) => [patient.id, patient]))
    const courses = Object.values(drugs)
    const wrong = ofType(all, 'prescription').filter(({ patientId, medication }) =>
      courses
        .find(({ inn, form }) => inn === medication.inn && form === medication.form)
        ?.classes?.some((stem) =>
          byId.get(patientId)?.allergies?.some(({ substance }) => substance.text.includes(stem)),
        ),
    )
    expect(wrong).toEqual([])
  })

  it('leaves no placeholder and no unfinished choice in the texts', () => {
    const texts = ofType(all, 'visit').flatMap((visit) => [
      visit.complaints,
      visit.history,
      visit.findings,
      visit.plan,
    ])
    expect(
      texts.filter((text) => text === undefined || text === '' || /[{}<>|]|undefined/.test(text)),
    ).toEqual([])
  })

  it('speaks of a man and of a woman in the right gender', () => {
    const sexOf = new Map(patients.map((patient) => [patient.id, patient.sex]))
    const masculine = /(?<![а-яё])(болен|явился|обратился|заболел|отказался|перенёс)(?![а-яё])/i
    const feminine = /(?<![а-яё])(больна|явилась|обратилась|заболела|отказалась|перенесла)(?![а-яё])/i
    const wrongFor = { female: masculine, male: feminine, unknown: /$^/ }
    const grown = new Set(patients.filter(({ birthDate }) => birthDate < '2008').map(({ id }) => id))
    const wrong = ofType(all, 'visit').filter(
      (visit) =>
        grown.has(visit.patientId) &&
        wrongFor[sexOf.get(visit.patientId) ?? 'unknown'].test(visit.history ?? ''),
    )
    expect(wrong.map(({ history }) => history)).toEqual([])
  })

  it('names agree with the sex in both languages', () => {
    for (const { name, nameBe, sex } of patients) {
      expect(/(на|ична)$/.test(name.patronymic ?? ''), name.patronymic).toBe(sex === 'female')
      expect(/(ўна|ічна)$/.test(nameBe?.patronymic ?? ''), nameBe?.patronymic).toBe(sex === 'female')
      if (/(ов|ев|ёв|ин|ский|цкий)$/.test(name.family)) expect(sex, name.family).toBe('male')
      if (/(ова|ева|ёва|ина|ская|цкая)$/.test(name.family)) expect(sex, name.family).toBe('female')
    }
  })

  it('is signed by those who work there', () => {
    const known = [staff.doctor, ...staff.feldshers].map(({ author }) => author.id)
    for (const visit of ofType(all, 'visit')) expect(known).toContain(visit.signature?.practitionerId)
  })

  it('makes an empty clinic of no patients', () => {
    expect([...generateClinic({ ...size, patients: 0, visits: 0 })].flat()).toEqual([])
  })
})
