import { describe, expect, it } from 'vitest'
import { cancelPrescription, prescribe } from './prescription.commands.ts'
import { testPrescriptionContext, testPrescriptionDraft } from './prescription.fixture.ts'
import { initialsOfLine, prescriptionForm, surnameAndInitials } from './prescription.form.ts'
import type { Prescription } from './prescription.schema.ts'

const { patient } = testPrescriptionContext()
function prescribed(overrides?: Parameters<typeof testPrescriptionDraft>[0]): Prescription {
  const result = prescribe(testPrescriptionDraft(overrides), testPrescriptionContext())
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

describe('the printed form 1', () => {
  it('has everything a pharmacy looks for', () => {
    const form = prescriptionForm(prescribed(), patient)
    expect(form.organization).toEqual([
      'УЗ «Приозёрская ЦРБ»',
      'Заречская врачебная амбулатория',
      'аг. Заречье, ул. Школьная, 4',
      'тел. +375 1797 2 22 22',
    ])
    expect(form.payerNumber).toBe('100325912')
    expect(form.date).toBe('22.11.2026')
    expect(form.fields.map(({ value }) => value)).toEqual([
      'за полную стоимость',
      'Ўладыкіна І. І.',
      '04.05.1960 (полных лет: 66)',
      'Ковалевич И. П.',
    ])
    expect(form.recipe).toEqual([
      { label: 'Rp.:', lines: ['Tab. Amoxicillini 500 мг', 'Амоксициллин, таблетки, 500 мг'] },
      { label: 'D.t.d. N', lines: ['21 табл.'] },
      { label: 'S.:', lines: ['По 1 таблетке 3 раза в день 7 дней'] },
    ])
    expect(form.signature.name).toBe('Ковалевич И. П.')
    expect(form.validity).toBe('Рецепт действителен в течение двух месяцев (по 22.01.2027 включительно)')
    expect(form).not.toHaveProperty('mark')
  })

  it('prints the Russian name where there is no Latin one, with its form', () => {
    const form = prescriptionForm(
      prescribed({ medication: { inn: 'Ксилометазолин', form: 'спрей назальный', strength: '0,1 %' } }),
      patient,
    )
    expect(form.recipe[0]).toEqual({ label: 'Rp.:', lines: ['Ксилометазолин 0,1 %', 'спрей назальный'] })
  })

  it('prints 60 days for a preferential prescription', () => {
    const form = prescriptionForm(prescribed({ payment: 'preferential' }), patient)
    expect(form.validity).toBe('Рецепт действителен в течение 60 дней (по 21.01.2027 включительно)')
    expect(form.fields[0]!.value).toBe('на льготных условиях')
  })

  it('marks a cancelled prescription', () => {
    const cancelled = cancelPrescription(prescribed(), 'Ошибка', testPrescriptionContext())
    expect(cancelled.ok && prescriptionForm(cancelled.value, patient).mark).toBe('АННУЛИРОВАН')
  })

  it('shortens names to surname and initials', () => {
    expect(surnameAndInitials({ family: 'Смит', given: 'John' })).toBe('Смит J.')
    expect(surnameAndInitials({ family: 'Иванов', given: 'Пётр', patronymic: '' })).toBe('Иванов П.')
    expect(initialsOfLine('  Ковалевич   Ирина Петровна ')).toBe('Ковалевич И. П.')
    expect(initialsOfLine('Ковалевич И. П.')).toBe('Ковалевич И. П.')
  })
})
