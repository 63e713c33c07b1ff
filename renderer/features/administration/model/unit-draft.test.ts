import { describe, expect, it } from 'vitest'
import { facilityOf, isClinicCode, unitDraftOf, unitProblems } from './unit-draft.ts'

const draft = {
  ...unitDraftOf(undefined),
  name: 'УЗ «Лесная ЦРБ»',
  address: 'аг. Лесное',
  payerNumber: '399999991',
}

describe('a unit of a clinic', () => {
  it('needs a name, and as an organisation an address and a true УНП', () => {
    expect(unitProblems(draft, true)).toEqual([])
    expect(unitProblems(unitDraftOf(undefined), true)).toEqual(['name', 'address', 'payerNumber'])
    expect(unitProblems({ ...draft, payerNumber: '399999992' }, true)).toEqual(['payerNumber'])
    expect(unitProblems({ ...draft, address: '', payerNumber: '' }, false)).toEqual([])
    expect(unitProblems({ ...draft, payerNumber: '12' }, false)).toEqual(['payerNumber'])
  })

  it('goes to the server without spaces and empty texts, and keeps what this program does not know', () => {
    const before = {
      id: 'facility:a',
      name: 'Старое',
      kind: 'station' as const,
      phone: '1',
      soato: '2222222222',
    }
    expect(facilityOf('facility:a', { ...unitDraftOf(before), name: ' ФАП ', phone: ' ' }, before)).toEqual({
      id: 'facility:a',
      name: 'ФАП',
      kind: 'station',
      soato: '2222222222',
    })
  })

  it('has a code of Latin letters, as the address of a database asks', () => {
    expect(['lesnoe', 'crb-2', 'a1'].every(isClinicCode)).toBe(true)
    expect(['', 'a', 'Lesnoe', 'лесное', '2crb', 'a_b', 'x-files', 'ab-'].some(isClinicCode)).toBe(false)
  })
})
