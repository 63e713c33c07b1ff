import { describe, expect, it } from 'vitest'
import { roleSchema } from '../common/envelope.ts'
import { aggregates } from '../registry.ts'
import {
  documentClassOf,
  isOwnPatient,
  mayPrescribe,
  mayReadType,
  mayWriteType,
  roleRuleOf,
  roleRules,
  villageKey,
} from './index.ts'

const patient = (settlement?: string, stationId?: string) => ({
  id: 'patient:1',
  ...(settlement ? { address: { settlement } } : {}),
  ...(stationId ? { catchment: { stationId, stationName: 'ФАП' } } : {}),
})
const person = (role: string, villages: string[] = [], facilityId = '') => ({ role, villages, facilityId })

describe('roles', () => {
  it('have exactly one rule each that holds today', () => {
    for (const role of roleSchema.options) {
      const open = roleRules.filter((rule) => rule.role === role && rule.validTo === undefined)
      expect(open, role).toHaveLength(1)
      expect(open[0]!.source).not.toBe('')
    }
  })

  it('may nothing before their first rule, nor when nobody knows them', () => {
    expect(roleRuleOf('statistician', '2020-01-01').reads).toEqual([])
    expect(roleRuleOf('astrologer').reads).toEqual([])
    expect(mayWriteType('astrologer', 'patient')).toBe(false)
  })

  it('write only what they read, but for nothing at all', () => {
    for (const rule of roleRules) {
      if (rule.writes === 'all') expect(rule.reads).toHaveLength(4)
      else for (const type of rule.writes) expect(rule.reads, rule.role).toContain(documentClassOf(type))
    }
  })

  it('withhold clinical content from registrars, pharmacists and administrators of others', () => {
    for (const role of ['registrar', 'pharmacist', 'district-it', 'national-admin'])
      for (const { type } of [aggregates.visits, aggregates.conditions, aggregates.measurements])
        expect(mayReadType(role, type), `${role} ${type}`).toBe(false)
    expect(mayReadType('registrar', 'patient')).toBe(true)
    expect(mayReadType('pharmacist', 'prescription')).toBe(true)
    expect(mayReadType('registrar', 'type-of-next-year')).toBe(false)
  })

  it('prescribe as resolution 99 says', () => {
    expect(mayPrescribe('doctor', 'free')).toBe(true)
    expect(mayPrescribe('feldsher', 'ordinary')).toBe(true)
    expect(mayPrescribe('feldsher', 'preferential')).toBe(false)
    for (const role of ['midwife', 'nurse', 'registrar', 'pharmacist', 'admin'])
      expect(mayPrescribe(role, 'ordinary'), role).toBe(false)
  })
})

describe('own patients', () => {
  it('are those of the person’s villages, however they are spelt', () => {
    const feldsher = person('feldsher', ['д. Заречье', 'Верхний Бор'])
    for (const settlement of ['д. Заречье', 'Заречье', 'д. Зарэчье', 'дер. ЗАРЕЧЬЕ', 'д. Верхний Бор'])
      expect(isOwnPatient(feldsher, patient(settlement)), settlement).toBe(true)
    expect(isOwnPatient(feldsher, patient('д. Луговая'))).toBe(false)
    expect(villageKey('аг. Луговая')).toBe(villageKey('Лугавая'))
  })

  it('are those on the list of the station where the person works', () => {
    const feldsher = person('feldsher', [], 'facility:lugovaya')
    expect(isOwnPatient(feldsher, patient('д. Дальняя', 'facility:lugovaya'))).toBe(true)
    expect(isOwnPatient(feldsher, patient('д. Дальняя', 'facility:ozertsy'))).toBe(false)
  })

  it('are all who have no village', () => {
    expect(isOwnPatient(person('feldsher', ['Заречье']), patient())).toBe(true)
  })

  it('are the whole clinic for who is not bound and has no villages', () => {
    expect(isOwnPatient(person('doctor', [], 'facility:a'), patient('Луговая'))).toBe(true)
    expect(isOwnPatient(person('doctor', ['Заречье']), patient('Луговая'))).toBe(false)
    expect(isOwnPatient(person('head-doctor', ['Заречье']), patient('Луговая'))).toBe(true)
    expect(isOwnPatient(person('feldsher'), patient('Луговая'))).toBe(false)
  })

  it('are for a patient their own card alone', () => {
    const self = { ...person('patient'), patientId: 'patient:1' }
    expect(isOwnPatient(self, patient('Луговая'))).toBe(true)
    expect(isOwnPatient({ ...self, patientId: 'patient:2' }, patient())).toBe(false)
  })
})
