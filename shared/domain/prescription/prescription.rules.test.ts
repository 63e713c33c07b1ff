import { describe, expect, it } from 'vitest'
import type { Allergy } from '../patient/patient.schema.ts'
import { matchAllergies } from './allergy-match.ts'
import { counted, courseQuantity, dosageText } from './dosage.ts'
import { testPrescriptionContext, testPrescriptionDraft } from './prescription.fixture.ts'
import { checkPrescription, pharmacyProblems, prescriptionProblems } from './prescription.rules.ts'
import { isExpired, validityRules, validUntil } from './prescription-validity.ts'

const allergy = (text: string, overrides: Partial<Allergy> = {}): Allergy => ({
  id: 'allergy:01A',
  substance: { text },
  category: 'medication',
  criticality: 'high',
  clinicalStatus: 'active',
  recordedAt: '2020',
  recordedBy: { id: 'practitioner:x', name: 'Х', role: 'doctor' },
  ...overrides,
})

const drug = (inn: string, atc?: string, innLatin?: string) => ({
  inn,
  ...(innLatin ? { innLatin } : {}),
  ...(atc ? { coding: { system: 'atc', code: atc, display: inn } } : {}),
})

describe('validity', () => {
  it('is two months, 60 days or 30 days by the rule in force', () => {
    expect(validUntil('ordinary', 'ordinary', '2026-11-22')).toBe('2027-01-22')
    expect(validUntil('ordinary', undefined, '2026-12-31')).toBe('2027-02-28')
    expect(validUntil('preferential', 'ordinary', '2026-11-22')).toBe('2027-01-21')
    expect(validUntil('free', undefined, '2026-11-22')).toBe('2027-01-21')
    expect(validUntil('preferential', 'psychotropic', '2026-11-22')).toBe('2026-12-22')
    expect(validUntil('ordinary', 'ordinary', '2007-01-01')).toBeUndefined()
  })

  it('names a source for every rule', () => {
    for (const rule of validityRules) expect(rule.source).toMatch(/resolution 99/)
  })

  it('ends with the last valid day in Minsk', () => {
    const lastEvening = Date.parse('2027-01-22T20:59:00.000Z')
    expect(isExpired({ validUntil: '2027-01-22' }, lastEvening)).toBe(false)
    expect(isExpired({ validUntil: '2027-01-22' }, lastEvening + 60_000)).toBe(true)
  })
})

describe('allergies against a drug', () => {
  const severity = (text: string, ...of: Parameters<typeof drug>) =>
    matchAllergies(drug(...of), [allergy(text)]).map((match) => match.severity)

  it.each([
    ['Амоксициллин', 'амоксициллин', undefined],
    ['на амоксициллина тригидрат - сыпь', 'Амоксициллин', 'J01CA04'],
    ['Пенициллин', 'Амоксициллин', 'J01CA04'],
    ['пенициллины', 'Амоксициллин + клавулановая кислота', undefined],
    ['Пеніцылін', 'Бензилпенициллин', 'J01CE01'],
    ['Penicillin V', 'Амоксициллин', 'J01CA04'],
    ['Ампициллин', 'Амоксициллин', 'J01CA04'],
    ['Аспирин', 'Ацетилсалициловая кислота', 'B01AC06'],
    ['НПВС: отёк Квинке', 'Диклофенак', 'M01AB05'],
    ['диклофенак', 'Ибупрофен', 'M01AE01'],
    ['Новокаин', 'Лидокаин', 'N01BB02'],
    ['сульфаниламиды', 'Ко-тримоксазол', 'J01EE01'],
    ['ингибиторы АПФ (кашель)', 'Эналаприл', 'C09AA02'],
  ])('stops: %s against %s', (text, inn, atc) => {
    expect(severity(text, inn, atc)).toEqual(['stop'])
  })

  it.each([
    ['цефалоспорины', 'меропенем', 'J01DH02'],
    ['карбапенемы', 'цефтриаксон', 'J01DD04'],
    ['карбапенемы', 'амоксициллин', 'J01CA04'],
  ])('warns of a cross-reaction of beta-lactams: %s against %s', (text, inn, atc) => {
    expect(severity(text, inn, atc)).toEqual(['warning'])
  })

  it.each([
    ['хондроитина сульфат', 'M01AX25'],
    ['глюкозамин', 'M01AX05'],
  ])('does not take %s for an NSAID', (inn, atc) => {
    expect(severity('НПВС', inn, atc)).toEqual([])
  })

  it('warns of a cross-reaction', () => {
    expect(severity('Пенициллин', 'Цефтриаксон', 'J01DD04')).toEqual(['warning'])
  })

  it.each([
    ['Пенициллин', 'Азитромицин', 'J01FA10'],
    ['пыльца берёзы', 'Амоксициллин', 'J01CA04'],
    ['Нистатин', 'Аторвастатин', 'C10AA05'],
    ['сульфаниламиды', 'Магния сульфат', 'B05XA05'],
    ['Аскорбиновая кислота', 'Фолиевая кислота', 'B03BB01'],
  ])('is silent: %s against %s', (text, inn, atc) => {
    expect(severity(text, inn, atc)).toEqual([])
  })

  it('leaves resolved and mistaken allergies out', () => {
    const amoxicillin = drug('Амоксициллин', 'J01CA04')
    for (const clinicalStatus of ['inactive', 'resolved', 'entered-in-error'] as const)
      expect(matchAllergies(amoxicillin, [allergy('Амоксициллин', { clinicalStatus })])).toEqual([])
  })
})

describe('completeness and rights', () => {
  const codes = (...args: Parameters<typeof prescriptionProblems>) =>
    prescriptionProblems(...args).map(({ path, code }) => `${path} ${code}`)
  const feldsher = { id: 'practitioner:f', name: 'Ф И', role: 'feldsher' as const }

  it('has nothing against a complete prescription', () => {
    expect(codes(testPrescriptionDraft(), testPrescriptionContext())).toEqual([])
  })

  it('names every missing part', () => {
    const draft = testPrescriptionDraft({ medication: {}, dosage: {} })
    delete draft.quantity
    expect(codes(draft, testPrescriptionContext())).toEqual([
      'medication.inn prescription.no-drug',
      'medication.form prescription.no-form',
      'dosage.text prescription.no-dosage',
      'quantity.value prescription.no-quantity',
    ])
  })

  it.each(['амоксицилл.', 'АСК', 'к-та ацетилсалиц.'])('refuses the abbreviated name %s', (inn) => {
    expect(
      codes(testPrescriptionDraft({ medication: { inn, form: 'таблетки' } }), testPrescriptionContext()),
    ).toEqual(['medication.inn prescription.name-abbreviated'])
  })

  it('lets a feldsher write ordinary prescriptions only', () => {
    const context = testPrescriptionContext({ author: feldsher })
    const draft = testPrescriptionDraft()
    expect(codes(draft, context)).toEqual([])
    for (const payment of ['preferential', 'free'] as const)
      expect(codes({ ...draft, payment }, context)).toEqual(['payment prescription.feldsher-ordinary-only'])
    for (const control of ['narcotic', 'psychotropic'] as const)
      expect(codes({ ...draft, medication: { ...draft.medication, control } }, context)).toEqual([
        'medication.inn prescription.feldsher-no-controlled',
      ])
    const registrar = testPrescriptionContext({ author: { ...feldsher, role: 'registrar' } })
    expect(codes(draft, registrar)).toEqual([' prescription.role-may-not-prescribe'])
  })

  it('stops at an allergy until a reason is given for this very allergy', () => {
    const base = testPrescriptionContext()
    const context = { ...base, patient: { ...base.patient, allergies: [allergy('Пенициллин')] } }
    const path = 'overrides.allergy allergy:01A'
    expect(codes(testPrescriptionDraft(), context)).toEqual([`${path} prescription.no-override-reason`])
    const other = testPrescriptionDraft({ overrides: { 'allergy allergy:02B': 'да' } })
    expect(codes(other, context)).toEqual([`${path} prescription.no-override-reason`])
    const answered = testPrescriptionDraft({ overrides: { 'allergy allergy:01A': 'Проба отрицательная' } })
    expect(codes(answered, context)).toEqual([])
  })

  it('warns when nobody has asked about allergies', () => {
    const base = testPrescriptionContext()
    const { noKnownAllergiesAt: _, ...patient } = base.patient
    const found = checkPrescription(testPrescriptionDraft(), { ...base, patient })
    expect(found.map(({ code }) => code)).toEqual(['allergies-unknown'])
  })

  it('says before printing what a pharmacy would refuse', () => {
    const { organization, author, patient } = testPrescriptionContext()
    const paper = {
      practitioner: author,
      issuedOn: '2026-11-22',
      medication: { inn: 'Амоксициллин' },
    }
    const refused = (...args: Parameters<typeof pharmacyProblems>) =>
      pharmacyProblems(...args).map(({ code }) => code)
    expect(refused({ ...paper, organization }, patient)).toEqual([])
    expect(refused(paper, patient)).toEqual(['prescription.no-organization'])
    expect(refused({ ...paper, organization: { ...organization!, payerNumber: '1' } }, patient)).toEqual([
      'prescription.wrong-payer-number',
    ])
    expect(
      refused(
        { ...paper, organization, issuedOn: '2026', practitioner: { ...author, name: 'Ковалевич' } },
        { name: { family: 'Смит' } },
      ),
    ).toEqual(['prescription.no-patient-initials', 'prescription.no-doctor-initials', 'prescription.no-date'])
  })
})

describe('dosage', () => {
  it('writes it as it is read, with Russian plurals', () => {
    expect(dosageText({ dose: '1 таблетка', timesPerDay: 2, durationDays: 21 })).toBe(
      '1 таблетка, 2 раза в день, 21 день',
    )
    expect(dosageText({ dose: '5 мл', timesPerDay: 1, asNeeded: true })).toBe(
      '5 мл, 1 раз в день, при необходимости',
    )
    expect(dosageText({ timesPerDay: 1 / 7 })).toBe('1 раз в неделю')
    expect(dosageText({ timesPerDay: 0.5 })).toBe('через день')
    expect(dosageText({})).toBeUndefined()
    expect([1, 2, 5, 11, 12, 21, 22, 111].map((n) => counted(n, ['день', 'дня', 'дней']))).toEqual([
      'день',
      'дня',
      'дней',
      'дней',
      'дней',
      'день',
      'дня',
      'дней',
    ])
  })

  it('counts pieces for a course', () => {
    const course = { timesPerDay: 3, durationDays: 7 }
    expect(courseQuantity('таблетки', { dose: '1 таблетка', ...course })).toEqual({
      value: 21,
      unit: 'табл.',
    })
    expect(courseQuantity('таблетки', { dose: '½ таблетки', timesPerDay: 1, durationDays: 15 })).toEqual({
      value: 8,
      unit: 'табл.',
    })
    expect(courseQuantity('капсулы', { dose: 'по 2 капсулы', ...course })).toEqual({
      value: 42,
      unit: 'капс.',
    })
    expect(
      courseQuantity('таблетки', { dose: '1 таблетка', timesPerDay: 0.1, durationDays: 30 })?.value,
    ).toBe(3)
  })

  it('does not guess where a dose does not say how many pieces it is', () => {
    const course = { timesPerDay: 3, durationDays: 7 }
    expect(courseQuantity('таблетки', { dose: '500 мг', ...course })).toBeUndefined()
    expect(courseQuantity('сироп', { dose: '5 мл', ...course })).toBeUndefined()
    expect(courseQuantity('таблетки', { dose: '1 таблетка', timesPerDay: 3 })).toBeUndefined()
    expect(courseQuantity('таблетки', { dose: '1', ...course, asNeeded: true })).toBeUndefined()
  })
})
